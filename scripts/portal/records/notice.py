"""One tariff notice: content/notices/YEAR/ID.md, mostly data."""

from decimal import Decimal
from typing import Annotated

from pydantic import (
    BeforeValidator,
    Field,
    PlainValidator,
    ValidationInfo,
    WithJsonSchema,
    field_validator,
)

from portal.records.area import Area, list_of_areas
from portal.records.kinds import (
    Brands,
    Day,
    DayOrNothing,
    Identifiers,
    Months,
    Named,
    Numbered,
    Quoted,
    Record,
    Sentences,
    Stated,
    Terms,
    Text,
    Title,
    Unit,
    WholeNumbers,
    YesNo,
    Yuan,
    YuanPer,
)
from portal.records.lists import ADD_ITEMS, list_of_text
from portal.records.source import Source
from portal.records.values import (
    TOO_MUCH,
    UNLIMITED,
    Choice,
    one_of,
    one_word_of,
    price_amount,
    wrong,
)

PRICE_UNITS = ("元/月", "元/次", "元/分钟", "元/条", "元/MB", "元/GB", "元/天", "元/年", "元")
SERVICE_ITEMS = ("国内通话", "国内通用流量", "定向流量", "短信", "宽带", "IPTV", "权益", "其他")

_UNLIMITED = frozenset({"不限", "不限量", "不限制", "无限", "无限量", "无限制"})

# What a notice has beside its fields, named as people read it.
ID_LABEL, REVISION_LABEL, BODY_LABEL = "公告编号", "版次", "正文"
BODY = "body"


class NoticeKind(Choice):
    """What a notice announces."""

    PLAN = "plan", "套餐"
    ADDON = "addon", "加装包"
    CAMPAIGN = "campaign", "营销活动"
    ROAMING = "roaming", "国际及港澳台资费"
    STANDARD = "standard", "标准资费"
    CHANGE = "change", "资费调整"
    WITHDRAWAL = "withdrawal", "停售公告"


# What these announce, happens to the plan of another notice.
ABOUT_OTHERS = (NoticeKind.CHANGE, NoticeKind.WITHDRAWAL)


class Audience(Choice):
    """Whom it is for."""

    PERSONAL = "personal", "个人"
    BUSINESS = "business", "政企"


class Scope(Choice):
    """How far it reaches."""

    NATIONAL = "national", "全网"
    PROVINCE = "province", "本省"


class Price(Record):
    """What it costs, in full: a promotion is written apart."""

    amount: YuanPer = Field(
        title="金额", description="数字，照实写，0.15 就写 0.15", examples=["58"]
    )
    unit: Annotated[str, PlainValidator(one_word_of(*PRICE_UNITS))] = Field(
        title="单位",
        description="、".join(PRICE_UNITS),
        examples=["元/月"],
        json_schema_extra={"enum": list(PRICE_UNITS)},
    )
    tax_included: YesNo | None = Field(
        None, title="含税", description="价格是否含税", examples=["是"]
    )
    text: Text | None = Field(
        None, title="资费说明", description="一个数字说不清时的补充", examples=["首月按天折算"]
    )

    @property
    def without_tax(self) -> str:
        """不含税 where the notice says so: beside another price it is less than it looks."""
        return "不含税" if self.tax_included is False else ""

    @property
    def in_a_line(self) -> str:
        """What a line says of it: `58 元/月`, `0.05 元/MB（不含税）`."""
        tax = f"（{self.without_tax}）" if self.without_tax else ""
        return f"{self.amount:f} {self.unit}{tax}"


class Promotion(Record):
    """A lower price for a time."""

    amount: YuanPer = Field(
        title="优惠金额", description="优惠期内的价格，单位同资费标准", examples=["38"]
    )
    months: Months | None = Field(
        None, title="优惠月数", description="优惠几个月，没有说明就写 无", examples=["6"]
    )
    conditions: Text | None = Field(
        None, title="优惠条件", description="要满足什么才有优惠", examples=["新入网客户"]
    )


def included_amount(value: object) -> Decimal | str:
    """A number, or 不限 for what has no limit; raises PydanticCustomError for anything else."""
    written = value.strip("。 ") if isinstance(value, str) else ""
    if value == UNLIMITED:
        return UNLIMITED
    if written in _UNLIMITED:
        raise wrong("not-an-amount", f"“{written}”不是数字", f"写 {UNLIMITED}", UNLIMITED)
    return price_amount(value)


class Included(Record):
    """One thing the price includes."""

    item: Annotated[str, PlainValidator(one_word_of(*SERVICE_ITEMS))] = Field(
        title="项目",
        description="、".join(SERVICE_ITEMS),
        examples=["国内通话"],
        json_schema_extra={"enum": list(SERVICE_ITEMS)},
    )
    amount: Annotated[
        Decimal | str,
        PlainValidator(included_amount),
        WithJsonSchema(
            {
                "type": ["string", "number"],
                "minimum": 0,
                "exclusiveMaximum": TOO_MUCH,
                "pattern": rf"^\d+(\.\d+)?$|^{UNLIMITED}$",
            }
        ),
    ] = Field(title="数量", description="数字；不限量的写 不限", examples=["200"])
    unit: Unit = Field(title="数量单位", description="分钟、条、MB 等", examples=["分钟"])
    note: Text | None = Field(
        None, title="备注", description="使用上的限制", examples=["仅限本地拨打"]
    )


class Cancel(Record):
    """The way out."""

    how: Text = Field(
        title="怎么退订",
        description="客户要做什么",
        examples=["发送短信 QX 到 10086，或到服务厅办理"],
    )
    channels: Identifiers = Field(
        (),
        title="退订渠道",
        description="渠道编号，见服务渠道表（channels.yml）",
        examples=[["hotline"]],
    )
    effect: Text = Field(
        title="退订生效", description="什么时候起不再收费", examples=["次月 1 日生效"]
    )


class AutoRenew(Record):
    """Whether it goes on by itself."""

    renews: YesNo = Field(title="是否自动续展", description="到期不退会不会继续", examples=["是"])
    term: Text | None = Field(None, title="续展期限", description="每次续多久", examples=["按月"])


class Correction(Record):
    """What was wrong in the published notice, and what it says now."""

    on: Day = Field(title="更正日期", description="更正公布的日子", examples=["2009-03-02"])
    field: Text = Field(title="更正字段", description="字段名；正文写 body", examples=["overage"])
    was: Quoted = Field(title="原为", description="原来写的", examples=["0.25 元/分钟"])
    now: Quoted = Field(title="现为", description="更正后写的", examples=["0.15 元/分钟"])
    why: Text = Field(title="更正原因", description="为什么改", examples=["录入有误"])


class Notice(Record):
    """A tariff notice as published; its id is the file name."""

    title: Title = Field(
        title="标题", description="公告的标题", examples=["关于推出畅聊 58 套餐的公告"]
    )
    kind: Annotated[NoticeKind, PlainValidator(one_of(NoticeKind))] = Field(
        title="公告类型", description="公告说的是哪一类事", examples=["plan"]
    )
    audience: Annotated[Audience, PlainValidator(one_of(Audience))] = Field(
        title="客户类别", description="给个人还是政企客户", examples=["personal"]
    )
    scope: Annotated[Scope, PlainValidator(one_of(Scope))] = Field(
        title="适用范围", description="全网或本省", examples=["province"]
    )
    areas: Annotated[tuple[Area, ...], BeforeValidator(list_of_areas), Field(min_length=1)] = Field(
        title="适用地区", description="全省，或地市的名字", examples=[["广州", "深圳"]]
    )
    brands: Brands = Field((), title="品牌", description="适用的客户品牌", examples=[["神州行"]])
    plan_name: Named = Field(
        title="资费名称", description="客户看到的名称", examples=["畅聊 58 套餐"]
    )
    plan_number: Numbered = Field(
        title="方案编号", description="方案的编号，永不给另一个方案再用", examples=["09GD000137"]
    )
    published_on: Day = Field(
        title="公布日期", description="公告公布的日子", examples=["2009-02-16"]
    )
    effective_on: Day = Field(
        title="上线日期", description="从哪天起可以办理，不早于公布日期", examples=["2009-03-01"]
    )
    withdrawn_on: DayOrNothing = Field(
        title="下线日期", description="从哪天起不再办理，没有就写 无", examples=["无"]
    )
    valid_for: Stated = Field(title="有效期限", description="办理后用多久", examples=["12 个月"])
    price: Price = Field(title="资费标准", description="完整的价格，优惠另写")
    promotion: Promotion | None = Field(None, title="优惠", description="一段时间内的低价")
    includes: Annotated[tuple[Included, ...], BeforeValidator(list_of_text)] = Field(
        (), title="服务内容", description="价格里包含什么"
    )
    overage: Stated = Field(
        title="超出资费",
        description="用超了怎么收，没有就写 无",
        examples=["国内通话 0.15 元/分钟"],
    )
    billing_rule: Stated | None = Field(
        None,
        title="计费原则",
        description="按什么取整、怎么分月",
        examples=["不足 1 分钟按 1 分钟计"],
    )
    eligibility: Text = Field(
        title="办理条件", description="谁能办，没有限制就写 无", examples=["无"]
    )
    sales_channels: Identifiers = Field(
        title="销售渠道",
        description="渠道编号，见服务渠道表（channels.yml）；停售公告没有渠道再卖，可以写 无",
        examples=[["hall", "hotline"]],
    )
    order_effect: Stated = Field(
        title="订购生效", description="办了什么时候开始算", examples=["次月 1 日生效"]
    )
    cancel: Cancel = Field(title="退订方式", description="怎么退、什么时候生效")
    lock_in: Stated = Field(
        title="在网要求", description="必须用满多久，没有就写 无", examples=["用满 12 个月"]
    )
    contract_months: Months = Field(
        title="合约期限", description="几个月，没有合约写 0", examples=["12"]
    )
    auto_renew: AutoRenew = Field(title="自动续展", description="到期是否自动继续")
    liability: Stated = Field(
        title="违约责任",
        description="提前退要承担什么，没有就写 无",
        examples=["提前退，剩余月数每月付 25 元"],
    )
    largest_penalty: Yuan | None = Field(
        None, title="最高违约金额", description="最多要付多少元", examples=["300"]
    )
    restrictions: Sentences = Field(
        title="限制条件", description="不能与什么同办等，没有就写 无", examples=["无"]
    )
    other: Text | None = Field(
        None, title="其他说明", description="别处写不下的", examples=["赠送彩铃一个月"]
    )
    filing_number: Terms | None = Field(
        None, title="备案号", description="备案的编号", examples=["粤资费备〔2009〕12 号"]
    )
    commitments: WholeNumbers = Field(
        (), title="相关承诺", description="同一年的承诺编号，如 1", examples=[["1"]]
    )
    supersedes: Identifiers = Field(
        (), title="取代", description="被它取代的公告编号", examples=[["GD2008-0021"]]
    )
    corrections: Annotated[tuple[Correction, ...], BeforeValidator(list_of_text)] = Field(
        (), title="更正记录", description="公布之后改过什么"
    )
    source: Source = Field(title="来源", description="这份公告的出处")

    @field_validator("sales_channels")
    @classmethod
    def _is_sold_somewhere(cls, channels: tuple[str, ...], info: ValidationInfo) -> object:
        """Only what is sold no longer has no channel."""
        if channels or info.data.get("kind") in (None, NoticeKind.WITHDRAWAL):
            return channels
        message = "一项也没有，只有停售公告可以没有渠道"
        raise wrong("too-few-items", message, ADD_ITEMS)


def gap_days(older: Notice, newer: Notice) -> int:
    """Days on which neither could be ordered: from the older's end to the newer's first day."""
    if older.withdrawn_on is None:
        return 0
    return max((newer.effective_on - older.withdrawn_on).days, 0)
