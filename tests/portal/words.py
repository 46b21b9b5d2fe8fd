"""Word lists from which the stand-in articles and the clutter around them are made.

All names of people and firms are invented; places, offices and outlets are the usual ones of Zhejiang business news.
"""

from __future__ import annotations


def _split(words: str) -> tuple[str, ...]:
    return tuple(words.split())


SECTIONS = ("经济热点", "民营经济", "浙江股市", "区域发展", "专业市场", "企业动态", "统计数据", "浙江产经", "浙江楼市")
OWN_OUTLET = "浙江民营企业网"

PLACES = _split(
    "杭州 宁波 温州 绍兴 台州 嘉兴 湖州 金华 衢州 丽水 舟山 余杭 萧山 义乌 永康 海宁 诸暨 乐清 慈溪 余姚 "
    "温岭 玉环 瑞安 桐乡 东阳 德清 安吉 上虞 嵊州 平湖 海盐 长兴 富阳 临安 建德 象山 宁海 苍南 江山 龙泉"
)
TRADES = _split(
    "纺织 服装 五金 电气 汽配 医药 化工 皮革 家具 小商品 袜业 领带 阀门 轴承 光伏 造船 水晶 茶叶 丝绸 眼镜 "
    "打火机 塑料 模具 泵阀 缝纫机 摩托车 印染 造纸 竹木 珍珠 包装 电子信息 新能源 物流 软件 家纺 工艺品 食品"
)
GOODS = _split(
    "涤纶长丝 电动自行车 低压断路器 不锈钢保温杯 太阳能组件 圆珠笔 羊毛衫 牛仔布 人造革 冷轧板 蜂蜜 铁皮石斛 "
    "高速缝纫机 节能灯 数控机床 塑料粒子 仿古家具 休闲椅 防盗门 电动工具 西服面料 滚针轴承 空调压缩机 茶多酚"
)
FIRM_HEADS = _split(
    "恒昌 万利达 金桥 富春 天瑞 东海 正元 华荣 新帆 宏达 三鼎 永盛 百隆 大洋 瑞丰 飞鹰 中盛 海纳 佳艺 雅特"
)
FIRM_TAILS = _split(
    "集团 控股 股份有限公司 实业有限公司 科技有限公司 机电有限公司 纺织有限公司 电器有限公司 工贸有限公司"
)
SURNAMES = _split("陈 李 王 张 刘 沈 周 吴 徐 朱 金 蒋 潘 楼 施 应 章 骆 俞 竺")
GIVEN = _split("志远 晓明 建国 文斌 丽华 海燕 国平 雪芬 立新 永康 伟东 春梅 俊杰 红卫 思源 雅琴 大海 明 燕 磊 静")
OFFICES = _split(
    "省统计局 省经贸委 市工商局 市外经贸局 省发改委 市中小企业局 省工商联 市国税局 杭州海关 市商务局 省质监局 "
    "市科技局 人民银行杭州中心支行 浙江银监局 省农业厅 市经信委"
)
ZONES = _split("经济开发区 高新技术产业园 工业功能区 科技创业园 出口加工区 滨海新区 物流园区 特色小镇 产业集聚区")
MARKETS = _split("国际商贸城 中国轻纺城 科技五金城 皮革城 水产城 木材市场 建材市场 粮食批发市场 汽配城 珍珠市场")
OUTLETS = _split(
    "浙江日报 钱江晚报 都市快报 余杭新闻网 浙江在线 温州商报 今日早报 宁波晚报 绍兴日报 金华新闻网 台州商报 "
    "第一财经日报 证券时报 中国纺织报 新华网浙江频道 中新社 浙江省统计局 嘉兴日报 浙商杂志 每日商报"
)
PRODUCTS = _split("供应 求购 长期批发 厂家直销 专业生产 诚招代理 低价转让 现货")
EXPOS = _split("博览会 展览会 洽谈会 订货会 交易会 采购大会")
JOBS = _split("外贸业务员 机械工程师 财务主管 电子商务专员 仓库管理员 行政助理 区域销售经理 品质检验员")

SENTENCES = (
    "{month}月份,{place}{trade}行业实现产值{money}亿元,同比增长{pct}%,增速比上月{updown}{small}个百分点。",
    "记者从{office}了解到,今年以来全市新增{trade}企业{n}家,其中年销售额超过{money}万元的有{few}家。",
    "“{trade}行业的日子并不好过,原材料涨了{pct}%,出口价格却只涨了{small}%。”{place}{firm}董事长{person}说。",
    "据{office}统计,{month}月末{place}规模以上{trade}企业库存{money}万元,周转天数为{n}天。",
    "{firm}去年投入{money}万元引进{n}台设备,建成了{few}条{good}生产线,年产能达到{big}吨。",
    "在{place}{zone},{few}家{trade}企业签订了合作协议,总投资{money}万元,计划用工{n}人。",
    "{person}介绍,{place}{market}目前有商铺{big}间,日均客流{n}人次,{good}的成交量占到{pct}%。",
    "受国际市场影响,{good}价格连续{few}周下跌,{month}月中旬每吨报价{big}元,较年初回落{pct}%。",
    "{office}有关负责人表示,将从{month}月起对{trade}企业减免各项规费,预计全年为企业减负{money}万元。",
    "业内人士认为,{place}的{trade}产业集群已经形成了从{good}到终端产品的完整链条,配套半径不超过{few}公里。",
    "{person}告诉记者,公司准备用{few}年时间把{good}的自主品牌比例从{small}%提高到{pct}%。",
    "海关数据显示,前{month}个月{place}出口{good}{big}批次,货值{money}万美元,主要销往欧盟、东盟和中东。",
    "去年{month}月,{firm}在深圳中小板上市,募集资金{money}万元,成为{place}第{few}家上市的民营企业。",
    "{place}还设立了总额{money}万元的{trade}转型升级基金,已有{n}家企业提出申请。",
    "走进{firm}的车间,{few}名工人正在调试新到的{good}设备,每{small}分钟就能下线一件产品。",
    "会议提出,到“十二五”期末,{place}{trade}产业的总产值要突破{money}亿元,培育{few}家龙头企业。",
    "对此,浙江大学{person}教授分析说,{trade}企业面临的不是订单不足,而是利润率低于{small}%的问题。",
    "{office}抽查了{n}批次{good},合格率为{pct}%,不合格项目主要集中在标识和耐久性两个方面。",
    "由于用工紧张,{place}部分{trade}企业把普工的月薪提高到{big}元,但仍有{pct}%的岗位空缺。",
    "{place}市政府出台的{few}条意见明确,对年纳税{money}万元以上的{trade}企业给予用地优先保障。",
    "{firm}与{place}{zone}签约,拟建占地{n}亩的{good}研发基地,首期工程将于明年{month}月竣工。",
    "与往年相比,今年{market}的{good}经营户更愿意走电子商务的路子,网上成交额占到{pct}%。",
    "从分项数据看,{trade}投资增长{pct}%,其中技术改造投资{money}亿元,占全部投资的{small}成。",
    "“过去我们给别人贴牌,现在自己做{good},一年下来多赚了{money}万元。”{person}算了一笔账。",
    "{person}在调研{firm}时强调,要抓住{trade}产业调整的窗口期,把科技投入占比提高到{small}%以上。",
    "当天上午,{place}{market}二期正式开业,{n}户{trade}经营户入驻,首日成交{money}万元。",
    "中国人民银行的一项调查表明,{place}中小企业的综合融资成本为{small}.{few}%,{trade}企业尤其偏高。",
    "目前,{firm}已拥有专利{n}项,参与制定{good}国家标准{few}项,产品进入{few}个国家和地区。",
    "{month}月{few}日,{place}召开{trade}产业对接会,来自全国各地的{n}名采购商到会洽谈。",
    "该项目由{firm}与{office}共同实施,{good}的能耗下降{pct}%,每年可节约标准煤{big}吨。",
    "在随后的座谈中,{few}位企业家就{trade}行业的人才、土地和环境容量问题提出了{n}条建议。",
    "{place}房管部门的数据显示,{month}月商品住宅成交{big}套,成交均价每平方米{big}元,环比{updown}{small}%。",
    "楼市方面,{place}{zone}新推出{n}套房源,起价每平方米{big}元,开盘当日去化{pct}%。",
    "截至收盘,{firm}报{few}.{n}元,{updown}{small}.{few}%,全天成交{money}万元,换手率为{small}%。",
    "券商研究员{person}在报告中预测,{firm}明年每股收益为{small}.{n}元,{good}业务将贡献{pct}%的利润。",
    "为了打开内销市场,{place}组织{n}家{trade}企业赴西部参展,现场签下{money}万元的{good}订单。",
    "{office}提醒,{good}出口企业要留意欧盟新指令,{place}已有{few}家企业因检测不合格被退运。",
    "村民{person}说,自从村里办起{trade}加工点,每户一年增收{big}元,农闲时也不用外出打工了。",
    "{zone}管委会主任{person}说,园区已落户{trade}企业{n}家,亩均税收{small}.{few}万元。",
    "不过,{trade}协会秘书长{person}坦言,同质化竞争让{good}的毛利率从{pct}%降到了{small}%。",
    "这家成立于19{year}年的{trade}企业,如今在{place}拥有员工{big}人,年产{good}{big}万件。",
    "今后{few}年,{place}将重点扶持{n}家科技型{trade}企业,力争高新技术产值占比达到{pct}%。",
    "{firm}负责人{person}透露,受汇率波动影响,公司上半年汇兑损失{money}万元,相当于{good}利润的{pct}%。",
    "与此同时,{place}{trade}企业的订单正在由长单变为短单,{few}个月以内的订单占{pct}%。",
    "工商登记资料显示,{place}今年注销的{trade}个体户为{n}户,比去年同期{updown}{pct}%。",
    "在{good}展区,{firm}带来的{few}款新品被采购商团团围住,半天就送出了{n}份资料。",
    "{office}的文件要求,{month}月底之前完成{n}家{trade}企业的清洁生产审核,淘汰落后产能{big}吨。",
    "除了{place},{trade}产业还向周边的{place2}和{place3}扩散,三地协作配套企业已达{n}家。",
)

TITLES = (
    "{place}{trade}产值突破{money}亿元",
    "{place}{market}前{month}月成交额增长{pct}%",
    "{person}:{trade}企业要走自主品牌之路",
    "{firm}拟投{money}万元建{good}基地",
    "{place}{zone}迎来{few}家{trade}企业",
    "民企观察:{place}{trade}缘何逆势增长",
    "“{good}之乡”{place}谋求转型升级",
    "{place}出台{few}条新政扶持{trade}产业发展",
    "{month}月{place}商品住宅成交{big}套",
    "{firm}中小板过会 募资{money}万元",
    "浙江{trade}指数{updown}{small}.{few}% {good}领涨",
    "用工荒下的{place}{trade}:月薪{big}元难招人",
    "{office}:前{month}月{trade}投资增长{pct}%",
    "{place}{good}价格连跌{few}周",
    "{place}{trade}企业抱团参展签下{n}份订单",
    "汇率波动考验{place}{trade}出口企业",
    "从贴牌到名牌:{place}{good}的{few}年突围",
    "{n}家浙商齐聚{place}共商{trade}大计",
    "{place}与{place2}共建{trade}产业带",
    "{good}新国标出台 {place}企业忙应对",
    "{firm}董事长{person}谈{trade}十二五规划",
    "{place}楼市{month}月均价每平方米{big}元",
    "{place}{zone}亩均税收全省第{few}",
    "浙江民企500强发布 {place}{n}家上榜",
)
