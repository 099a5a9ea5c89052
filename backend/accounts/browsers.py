"""What people call the browser that a `User-Agent` stands for: enough to tell one's own sign-ins apart."""

PROGRAMS = (
    ("MicroMessenger", "微信"),
    ("DingTalk", "钉钉"),
    ("Edg", "Edge"),
    ("HuaweiBrowser", "华为浏览器"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS = (
    ("HarmonyOS", "鸿蒙"),
    ("OpenHarmony", "鸿蒙"),
    ("Android", "安卓手机"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows电脑"),
    ("Mac OS", "苹果电脑"),
    ("Linux", "Linux电脑"),
)


def browser_name(user_agent: str) -> str:
    found = [next((name for mark, name in marks if mark in user_agent), "") for marks in (PROGRAMS, SYSTEMS)]
    return " · ".join(name for name in found if name) or "未知浏览器"
