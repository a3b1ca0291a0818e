"""The library of the portal: values in, values out, one module or package per stage."""
