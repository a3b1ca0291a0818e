"""The words search knows: how readers write, mean and sound the words of the site."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from math import log2
from operator import add

import numpy as np

from portal.pinyin import readings
from portal.search.corpus import Corpus, Holders
from portal.search.letters import BREAK, CHINESE, converter, fold, simplified
from portal.search.tokens import Postings, gram_text

# Words that say how something is asked, not what. The first list marks a question.
ASKING = (
    "怎么收费 怎样收费 如何收费 怎么办 怎么样 怎么回事 什么叫 怎么 怎样 如何 哪里 附近 哪儿 哪些 哪个 哪种 哪一种 哪一个 哪款 哪几种 哪几个 哪几款 哪几类 哪家 哪一家 哪间 哪张 哪项 哪条 哪类 哪年 在哪里 在哪 什么 什么是 是什么 是什么东西 为什么 为何 多少 多少钱 "
    "多久 多长时间 什么时候 什么东西 啥 是啥 啥意思 为啥 咋 咋办 咋样 吗 呢 什么办法 有什么办法 能不能 可不可以 是否 是不是 有没有 有什么 会不会 谁 贵不贵 贵吗 "
    "多少钱一分钟 一分钟多少钱 多少钱一条 一条多少钱 多少钱一次 一次多少钱 几毛钱一分钟 一分钟几毛钱 一分钟几毛 几毛一分钟 几毛钱 "
    "做什么用 做什么用的 做什么的 是做什么的 是做什么用的 干什么用 干什么用的 干什么的 有什么用 一回事 是不是一回事 哪天 哪一天 几时 有什么优惠 有没有优惠"
)
SMALL = (
    "请问 你好 您好 我想 想问 我要 我的 我们 你们 帮我 帮忙 麻烦 谢谢 一下 被 可以 想要 需要 应该 关于 一个 这个 那个 之间 "
    "才能 人家 别人 大家 自己 直接 到底 还是 如果 因为 所以 但是 现在 已经 一直 老是 总是 经常 常常 突然 刚刚 刚才 以后 之后 "
    "我家 咱们 他们 的时候 时候 打了 知道 想知道 方法 办法 步骤 方式 几家 几种 都有 都是 一共 总共 "
    "介绍 简介 详情 列表 一览 一览表 大全 排行 排行榜 政策 热门 推荐 所有 全部 各种 各类 "
    "的 了 啊 吧 呀 我 你 他 她 们 么"
)
# Small as well, but not where little else is typed: 手机坏了.
SMALL_IN_LONG = "手机 个人 两个 家里"

_PARTING = re.compile(
    "|".join(one for one in f"{ASKING} {SMALL} {SMALL_IN_LONG}".split() if len(one) > 1)
)
# Words that no page uses lie in so many files, by the first letter.
WORD_FILES = 128

# What stands for anything in a way of asking, and how editors write it.
GAP = "…"
_GAP = re.compile(r"…+|\.{3,}|。{3,}")

READINGS = 2
# Characters that are read in a second way in one word of twenty or more; nobody reads 租 as ju.
POLYPHONIC = (
    "乐了什仔仿传伺似伽佛便俟俩倘偻傍兹冯凹刨刹削剥剿劲勒匙匮卒卜卡厦参吁吓否吭吱呢呱咋咯咳啜喳嗒嘲嚼圈埋堡壳姥娜宿尉尿屏属岂度弹"
    "徵扁扎扒扛折抹拂拓择括挟捋揭撮擘攒敦曝曾朝朴杉柏柞栅栖校椎槛模殖氏氓汤沈沓没泊泌涡潦澄澹烙爪牟率琢畜的盛省着磅禅称籍粘粥糜"
    "系纤纶给绰绿缉耙肋胖脉腊腌膀膻臭般艾莞著蔚薄藉藏虾蚌蛤螫血行裨裳觉角诘谁调贲贾蹊轧辟还迫都重钥铛长阿陂陆降露靓鞘顿颈颤鹄龈"
)
# The first bytes of the two levels of Han in GB 2312: 3,755 common ones, and 3,008 that few type.
COMMON_LEVEL, RARER_LEVEL = range(0xB0, 0xD8), range(0xD8, 0xF8)
# How much less a pair weighs that is read as its letters are read more rarely: 不会 is not fou kuai.
RARER = 9
# Traditional as OpenCC writes it, and from that as Taiwan does; and the words of Taiwan (簡訊).
SCRIPTS = ("s2t", "t2tw")
WORDS = "s2twp"
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True)
class Sounds:
    """Syllables with the characters that occur and the common ones that do not; with rarer ones that do not;
    and for each first letter the pairs that begin with it.
    """

    syllables: list[str]
    rarer: list[str]
    pairs: dict[str, list[str]]


def traditional(corpus: Corpus) -> list[str]:
    """Traditional characters each followed by the simplified one that occurs here."""
    known = {gram_text(key) for key in corpus.whole.grams.keys.tolist() if not key & 0xFFFF}
    return [old + new for old, new in simplified().items() if new in known]


def traditional_pairs(corpus: Corpus) -> list[str]:
    """Two traditional characters followed by the two they are written with here.

    Only where character by character gives something else: 答覆 is 答复, but 覆盖 stays.
    """
    pairs = _chinese_pairs(corpus.whole.grams)
    known = set(pairs)
    simpler = str.maketrans(simplified())
    found = set()
    written = BREAK.join(pairs)
    for script in SCRIPTS:
        written = converter(script).convert(written)
        for pair, other in zip(pairs, written.split(), strict=True):
            if other != pair and other not in known and other.translate(simpler) != pair:
                found.add(other + pair)
    said = converter(WORDS).convert(BREAK.join(pairs)).split()
    for pair, other in zip(pairs, said, strict=True):
        if not {other, other.translate(simpler)} & known:
            found.add(other + pair)
    return sorted(one for one in found if len(one) == 4)


def divided(groups: Sequence[Sequence[str]], holders: Holders) -> tuple[str, list[str]]:
    """Groups of synonyms: a line for each with the words that every browser has to know, and files of the rest.

    The rest are words that no document holds. Where no document holds what was typed, a browser asks
    for the files of the letters in it: those of the words that begin with one. They have lines of a
    group's number and its words. Of a group nothing of which is on the site, nothing is told.
    """
    leading = {group[0] for group in groups}
    usual, files = list[str](), [list[str]() for _ in range(WORD_FILES)]
    for number, group in enumerate(groups):
        used = {word for word in group if len(holders[word])}
        kept, late = list[str](), defaultdict[int, list[str]](list)
        for word in group if used else ():
            folded = fold(word)
            if word in leading or word in used or _is_cut(folded):
                kept.append(folded)
            else:
                late[ord(folded[0]) % WORD_FILES].append(folded)
        usual.append("\t".join(kept))
        for place, words in late.items():
            files[place].append("\t".join([str(number), *words]))
    return "\n".join(usual), ["\n".join(rows) for rows in files]


def parted(groups: Sequence[Sequence[str]]) -> tuple[list[list[str]], list[list[str]]]:
    """Of each group its words, and apart from them its ways of asking: 孩子…在哪里.

    What is said in the gap is left open. Such a way stands in no text, and is no word for a thing.
    """
    words = [[word for word in group if not _GAP.search(word)] for group in groups]
    ways = [[word for word in group if _GAP.search(word)] for group in groups]
    return words, ways


def asked(groups: Sequence[Sequence[str]], ways: Sequence[Sequence[str]], holders: Holders) -> str:
    """A line for each group that something on the site is called by: its number, its ways of asking."""
    return "\n".join(
        "\t".join([str(number), *map(_told, said)])
        for number, (group, said) in enumerate(zip(groups, ways, strict=True))
        if said and any(len(holders[word]) for word in group)
    )


def _told(way: str) -> str:
    return GAP.join(fold(part.strip()) for part in _GAP.split(way) if part.strip())


def _is_cut(word: str) -> bool:
    """Whether a browser would not look for it whole: letters of two kinds, or words that only ask, part it."""
    is_whole = _is_han(word) or (word.isascii() and word.isalpha())
    return not is_whole or _PARTING.search(word) is not None


def apart(changes: Sequence[str]) -> tuple[str, str]:
    """Old forms with new ones, characters on a first line and pairs on a second: those that GB 2312 can write, and the rest.

    A browser asks for the rest only when somebody types what GB 2312 cannot write.
    """
    usual = [one for one in changes if _is_usual(one[: len(one) // 2])]
    rest = sorted(set(changes) - set(usual))
    return _in_lines(usual), _in_lines(rest)


def _is_usual(text: str) -> bool:
    return text.encode("gb2312", "ignore").decode("gb2312") == text


def _in_lines(changes: Sequence[str]) -> str:
    return "\n".join("".join(one for one in changes if len(one) == size) for size in (2, 4))


def sounds(corpus: Corpus, names: Iterable[str]) -> Sounds:
    """How the characters and pairs of the corpus sound, the commonest pair first.

    Behind each pair stands its weight, odd where one of the names holds it: first letters are typed
    of names, gyt of 工友通, and never of 关于推出, with which so many titles begin.
    """
    said = "\n".join(set(names))
    named = set(map(add, said, said[1:]))
    readings = {
        letter: _readings(letter)
        for letter in (gram_text(key) for key in corpus.whole.grams.keys.tolist())
        if len(letter) == 1
    }
    characters: dict[str, str] = defaultdict(str)
    for letter, sounding in readings.items():
        for syllable in sounding:
            characters[syllable] += letter
    together: dict[tuple[str, str], list[tuple[int, str]]] = defaultdict(list)
    for pair, weight in _weights(corpus):
        spoken, is_named = readings.get(pair[0], ()), pair in named
        for rarer, first in enumerate(spoken):
            for rare, second in enumerate(readings.get(pair[1], ())):
                lasting = max(0, weight - RARER * (rarer + rare))
                together[first, second].append((-(lasting & ~1 | is_named), pair))
    by_letter: dict[str, list[str]] = defaultdict(list)
    for (first, second), pairs in sorted(together.items()):
        text = "".join(pair + DIGITS[-weight] for weight, pair in sorted(pairs))
        by_letter[first[0]].append(f"{first} {second}\t{text}")
    others = _other_characters(COMMON_LEVEL, set(readings))
    syllables = sorted({*characters, *others})
    rows = [f"{one}\t{characters.get(one, '')}\t{others.get(one, '')}" for one in syllables]
    uncommon = _other_characters(RARER_LEVEL, set(readings))
    return Sounds(rows, [f"{one}\t\t{some}" for one, some in uncommon.items()], by_letter)


def _other_characters(level: range, known: set[str]) -> dict[str, str]:
    """The characters in these rows of GB 2312 that do not occur: slips of the keyboard, as 手机卦号 for 挂号."""
    found: dict[str, str] = defaultdict(str)
    rows = (bytes([high, low]) for high in level for low in range(0xA1, 0xFF))
    for letter in "".join(row.decode("gb2312", "ignore") for row in rows):
        if letter not in known:
            for syllable in _readings(letter):
                found[syllable] += letter
    return found


def _weights(corpus: Corpus) -> Iterable[tuple[str, int]]:
    """Chinese pairs with a weight of 0 to 35 that grows with how often titles and texts use them."""
    heads = dict(zip(corpus.head.grams.keys.tolist(), _sizes(corpus.head.grams), strict=True))
    grams = corpus.whole.grams
    for key, size in zip(grams.keys.tolist(), _sizes(grams), strict=True):
        if key & 0xFFFF:
            frequent = log2(1 + size + 20 * heads.get(key, 0))
            yield gram_text(key), min(35, int(2 * frequent))


def _sizes(postings: Postings) -> list[int]:
    sizes: list[int] = np.diff(postings.bounds).tolist()
    return sizes


def _chinese_pairs(grams: Postings) -> list[str]:
    texts = (gram_text(key) for key in grams.keys.tolist() if key & 0xFFFF)
    return [text for text in texts if _is_han(text)]


def _is_han(text: str) -> bool:
    return all(ord(sign) in CHINESE for sign in text)


def _readings(letter: str) -> Sequence[str]:
    spoken = readings().get(ord(letter), "").split(",")[: READINGS if letter in POLYPHONIC else 1]
    return list(dict.fromkeys(_plain(one) for one in spoken if one))


@cache
def _plain(syllable: str) -> str:
    """A syllable without its tone, ü as v."""
    marks = unicodedata.normalize("NFD", syllable).replace("u\u0308", "v")
    return "".join(sign for sign in marks if "a" <= sign <= "z")
