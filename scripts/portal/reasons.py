"""Why the operating system refused something, in the words of the person at the machine.

Only the standard library is used here: `environment` asks before anything is installed.
"""

import errno

_WORDS = {
    errno.ENOENT: "没有这个文件或文件夹",
    errno.ENOTDIR: "这里要的是文件夹",
    errno.EISDIR: "这是文件夹，要的是文件",
    errno.EEXIST: "已经有同名的文件或文件夹",
    errno.ENOTEMPTY: "文件夹里还有东西",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EROFS: "磁盘是只读的",
    errno.ENOSPC: "磁盘满了",
    errno.EDQUOT: "磁盘的配额用完了",
    errno.EFBIG: "文件太大",
    errno.EMFILE: "打开的文件太多",
    errno.ENFILE: "打开的文件太多",
    errno.ENOMEM: "内存不够",
    errno.EIO: "磁盘读写出错",
    errno.EBUSY: "别的程序正在用它",
    errno.ELOOP: "链接绕成了圈，找不到真正的文件",
    errno.ENAMETOOLONG: "文件名或路径太长",
    errno.ESTALE: "网络文件夹断开了",
    errno.ETIMEDOUT: "网络文件夹没有回应",
}


def why(error: OSError) -> str:
    """What kept the system from doing it; of a number that is not listed, that it was not said."""
    return _WORDS.get(error.errno or 0, "系统没有说清原因")
