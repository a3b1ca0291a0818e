"""Word what stands under a name that is no field there: what was meant, or where it belongs."""

import re

from portal import shapes
from portal.misfits import (
    Misfit,
    Told,
    beside_in,
    beside_its_like,
    meant_by,
    of_outer_group,
    other_list,
    same_name,
    written_twice,
)
from portal.shapes import owner_of
from portal.slips import Loc
from portal.yamlcomments import AS_REMARK


def stranger(misfit: Misfit) -> Told:
    """An unknown name: what it shows by itself, by where it stands, and else what may be meant."""
    ways = (_with_wide_colon, _remark, _doubled, _in_other_list, _too_far_in)
    found = (way(misfit, str(misfit.loc[-1])) for way in ways)
    return next((one for one in found if one), None) or _no_field(misfit, str(misfit.loc[-1]))


def mistaken(misfit: Misfit, lacking: str) -> Told:
    """An unknown name where one field is missing that it may well mean."""
    written, label = str(misfit.loc[-1]), misfit.names[lacking].title
    owner = owner_of(misfit.record, misfit.loc[:-1])
    if owner and shapes.advice(owner, lacking, "…"):  # not any words fit there
        message = f"这里没有“{written}”这个字段"
        fix = f"是不是“{lacking}”？改成 {lacking}"
        return Told(misfit.loc, "unknown-field", message, fix, at_key=True)
    message = f"这里没有“{written}”这个字段，却缺少“{lacking}”（{label}）"
    fix = f"写的就是{label}，就把 {written} 改成 {lacking}；不是，就删去它，另写 {lacking}"
    return Told(misfit.loc, "unknown-field", message, fix, at_key=True)


def outside(misfit: Misfit, home: Loc) -> Told:
    """A field that stands beside the group it belongs into."""
    name, group = misfit.loc[-1], home[-1]
    message = f"“{name}”写在了“{group}”的外面"
    if group not in misfit.beside:
        fix = f"在这一行的上面加一行 {group}:，这一行行首空两格"
        return Told(misfit.loc, "unknown-field", f"“{name}”的上面缺一行 {group}:", fix, True)
    beside = beside_in(misfit.beside.get(str(group)))
    where = f"和 {beside} 左边对齐" if beside else f"行首比 {group} 多空两格"
    fix = f"移到 {group}: 的下面，{where}；{group} 写在花括号里的，移进花括号，用逗号隔开"
    return Told(misfit.loc, "unknown-field", message, fix, True)


def _with_wide_colon(misfit: Misfit, written: str) -> Told | None:
    if "：" not in written:
        return None
    message = f"“{written}”里是全角冒号，整个成了字段名"
    fix = f"改成半角冒号加空格：{written.replace('：', ': ')}"
    return Told(misfit.loc, "half-width-colon", message, fix, at_key=True)


def _remark(misfit: Misfit, written: str) -> Told | None:
    if not re.match(r"//|<!|/\*|＃", written):
        return None
    return Told(misfit.loc, "unknown-field", f"“{written}”不是字段", AS_REMARK, at_key=True)


def _doubled(misfit: Misfit, written: str) -> Told | None:
    if not written_twice(misfit):
        return None
    message, fix = f"“{written}:”写了两层", "删去这一行，它下面的各行左移两格"
    return Told(misfit.loc, "unknown-field", message, fix, at_key=True)


def _in_other_list(misfit: Misfit, written: str) -> Told | None:
    other = other_list(misfit)
    if not other:
        return None
    message = f"“{written}”是 {other} 里的字段，这一项却写在了 {misfit.loc[0]} 下面"
    fix = f"这一项的几行一起移到 {other}: 的下面"
    return Told(misfit.loc, "unknown-field", message, fix, at_key=True)


def _too_far_in(misfit: Misfit, written: str) -> Told | None:
    if not beside_its_like(misfit):
        return None
    message = f"“{written}”多缩进了，并到了“{misfit.loc[-2]}”里"
    fix = f"和“{misfit.loc[-2]}”左边对齐，它下面的行一起移"
    return Told(misfit.loc, "fields-line-up", message, fix, at_key=True)


def _no_field(misfit: Misfit, written: str) -> Told:
    message, fix = f"这里没有“{written}”这个字段", _remedy(misfit)
    if _may_be_an_item(misfit):
        # In braces, the second item of a list without its brackets reads as one more field.
        fix = f"若是列表里的一项，就和前一项写进同一个方括号，如 [甲, {written}]；不是就{fix}"
    return Told(misfit.loc, "unknown-field", message, fix, True, written, same_name(misfit))


def _remedy(misfit: Misfit) -> str:
    """What to do with a name that is no field: the surest first."""
    if of_outer_group(misfit):
        group = misfit.loc[-2]
        return f"移到 {group}: 这一组最后一行的下面，和 {group}: 左边对齐"
    if meant := meant_by(misfit):
        return f"是不是“{meant}”？改成 {meant}"
    taken = {"draft", *misfit.beside}
    free = [f"{key}（{one.title}）" for key, one in misfit.names.items() if key not in taken]
    return f"换成合适的名字：{'、'.join(free)}；都不合适，就删去它" if free else "删去它"


def _may_be_an_item(misfit: Misfit) -> bool:
    """Whether it is a name alone behind a field that takes a list."""
    owner = owner_of(misfit.record, misfit.loc[:-1])
    if misfit.written not in (None, "") or owner is None or meant_by(misfit):
        return False
    written = list(misfit.beside)
    before = written[: written.index(misfit.loc[-1])] if misfit.loc[-1] in written else []
    known = [name for name in before if name in misfit.names]
    lists = {field.key for field in shapes.fields(owner) if field.shape.many}
    return bool(known) and known[-1] in lists
