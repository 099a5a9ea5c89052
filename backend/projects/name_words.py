"""The words of which names of projects are made beside what is their own."""

import re

NUMERALS = str.maketrans("零〇一二三四五六七八九", "00123456789")
"""十 and 百 stay: 百万千瓦 is a size as it stands."""
ORDINAL = re.compile(r"第?\d+(?:期|号|标段|标|批|阶段|段)|第\d+|首期")
SIZE = re.compile(
    r"(?:年产|日产|日处理|年处理)?\d+(?:\.\d+)?(?:万吨|吨|兆瓦|mw|千瓦|万千瓦|亩|万台|台|万套|套|万平方米|平方米|公里|km)"
)
PLACES = re.compile(r"^(?:山西省?)?(?:忻州市?)?(?:[^城都县区]{2}[市县])?")
COMPANY = re.compile(r"(?:股份|责任)?有限(?:责任)?公司|集团公司|集团|公司")
DIRECTIONS = re.compile(r"[东西南北中]{1,2}(?=延|段|线|片区|环|区|站|街|路|侧)|(?<=城)[东西南北]")
FILLING = re.compile(
    "项目|工程|建设|新建|改扩建|扩建|生产线|生产|制造|加工|产业化|基地|配套|综合(?!楼)|提升|升级|1体化|示范|试点|及其|以及|(?<=..)[及与](?=..)|(?<=.{4})和(?=.{4})|"
    "材料|化工|化(?=利用)|距离|送(?=供热)|治理|开发(?!区)|lng"
)
"""What may be put in or left out without making another project of it (一体化 after its numeral was read)."""
TYPES = {
    "铁路专用线": "spur",
    "专用线": "spur",
    "大道": "avenue",
    "道路": "",
    "大街": "street",
    "街": "street",
    "支路网": "roads",
    "公路": "highway",
    "高速": "motorway",
    "高铁": "railway",
    "机场": "airport",
    "绿化": "greening",
    "亮化": "lighting",
    "产业园": "park",
    "物流园": "park",
    "新区": "area",
    "片区": "area",
    "小区": "estate",
    "电厂": "plant",
    "电站": "station",
    "供热": "heating",
    "供水": "water",
    "污水": "sewage",
    "水厂": "waterworks",
    "雨污分流": "drains",
    "光伏": "solar",
    "风电": "wind",
    "储能": "storage",
    "中学": "school",
    "小学": "school",
    "医院": "hospital",
    "停车场": "parking",
    "充电桩": "charging",
}
"""Types of work; an empty one says nothing."""
