"""The portal itself: content/data/site.yml, content/data/synonyms.yml and the prose pages."""

from typing import Annotated

from pydantic import Field, PlainValidator, RootModel

from portal.records.kinds import (
    Day,
    Days,
    FollowedAddress,
    HomeAddress,
    Record,
    Telephone,
    Terms,
    Text,
    Title,
    WebAddress,
    WholeNumber,
    Words,
    Years,
)
from portal.records.source import Source
from portal.records.values import Choice, one_of


class Samples(Choice):
    """Whether sample records are built at all."""

    SHOWN = "shown", "显示"
    HIDDEN = "hidden", "不显示"


class Complaint(Record):
    """Whom to turn to: the operator first, then the supervisor."""

    operator_hotline: Telephone = Field(
        title="运营方热线", description="先找运营方", examples=["10086"]
    )
    supervision: Telephone | None = Field(
        None, title="服务监督", description="监督电话", examples=["10080"]
    )
    appeal_12300_url: FollowedAddress | None = Field(
        None,
        title="12300 申诉网址",
        description="知道官方网址才写",
        examples=["https://example.com/"],
    )


class Licence(Record):
    """Under what terms the data may be used."""

    title: Text = Field(
        title="许可名称", description="许可的名称", examples=["知识共享 署名 4.0 国际"]
    )
    url: WebAddress = Field(
        title="许可网址",
        description="许可全文的 https 网址",
        examples=["https://creativecommons.org/licenses/by/4.0/deed.zh-hans"],
    )


class Site(Record):
    """What the portal is called and how it behaves; what is not set is not shown."""

    name: Text = Field(title="网站名称", description="门户的名称", examples=["服务承诺公开"])
    operator: Text = Field(title="运营方", description="运营商的名称", examples=["示例移动"])
    description: Text = Field(
        title="网站说明", description="一句话说这是什么网站", examples=["承诺、资费和荣誉都在这里"]
    )
    url: HomeAddress = Field(
        title="网址", description="正式网址，以 / 结尾", examples=["https://portal.example/"]
    )
    as_of: Day | None = Field(
        None,
        title="截至日期",
        description="网站按哪天计算；不写就是今天（北京时间）",
        examples=["2009-07-17"],
    )
    icp: Terms | None = Field(
        None, title="ICP 备案号", description="有了才写", examples=["粤ICP备00000000号"]
    )
    police_filing: Terms | None = Field(
        None, title="公安备案号", description="有了才写", examples=["粤公网安备00000000000000号"]
    )
    complaint: Complaint = Field(title="投诉渠道", description="先运营方，再监督")
    data_licence: Licence | None = Field(
        None, title="数据许可", description="运营方定了才写；不写，网站就说还没有定"
    )
    repository: WebAddress | None = Field(
        None,
        title="代码库网址",
        description="“编辑此页”指向这里",
        examples=["https://github.com/example/portal"],
    )
    notice_days: Days = Field(
        0,
        title="提前公布天数",
        description="公布后至少几天才上线；0 是不检查",
        examples=["7"],
    )
    keep_years: Years = Field(
        0,
        title="保留年数",
        description="下线的公告在列表里保留几年；0 是一直保留",
        examples=["0"],
    )
    freshness_days: Days = Field(
        45,
        title="公布时限天数",
        description="季度结束后多少天内要公布结果",
        examples=["45"],
    )
    samples: Annotated[Samples, PlainValidator(one_of(Samples))] = Field(
        Samples.SHOWN,
        title="示例数据",
        description="hidden 时，示例全部不进入网站",
        examples=["shown"],
    )


class Page(Record):
    """The head of a prose page; its body is Markdown."""

    title: Title = Field(title="标题", description="页面的标题", examples=["怎样投诉"])
    description: Text | None = Field(
        None,
        title="摘要",
        description="一句话说这页讲什么，用读者会问的词；本站搜索和搜索引擎都看它",
        examples=["先找运营方，再找 12300"],
    )
    order: WholeNumber = Field(
        50, title="次序", description="在栏目里排第几，小的在前", examples=["10"]
    )
    source: Source | None = Field(None, title="来源", description="这页事实的出处")


class Synonyms(RootModel[tuple[Annotated[Words, Field(min_length=2)], ...]]):
    """Groups of words that readers use for one another."""

    root: tuple[Annotated[Words, Field(min_length=2)], ...] = Field(
        title="同义词组", description="一组里至少两个词", examples=[["话费", "资费", "通信费"]]
    )
