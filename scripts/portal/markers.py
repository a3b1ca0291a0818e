"""The markers that stand in prose pages for what the build puts there; editors write the names."""

import re

# On a line of its own: the name of the block's template.
BLOCKS = {
    "搜索框": "search-box",
    "承诺一览": "promises",
    "历年承诺": "editions",
    "最新公告": "newest-notices",
    "即将变化": "changing-notices",
    "最近变化": "recent-changes",
    "荣誉一句": "award-line",
    "投诉渠道": "complaint",
    "公告列表": "notice-browser",
    "荣誉时间线": "awards",
    "多个第一": "firsts",
    "服务渠道": "channels",
    "网络覆盖": "coverage",
    "指标与结果": "indicators",
    "数据文件": "data-files",
    "搜索结果": "search-results",
    "资费对比": "compare",
    "本栏页面": "section-pages",
}
# Within a sentence.
WORDS = ("网站名称", "运营方", "运营方热线", "服务监督电话", "截至日期", "公告总数")

MARKER = re.compile(r"\{\{\s*(\w+)\s*\}\}")
