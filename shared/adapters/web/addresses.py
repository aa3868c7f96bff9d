"""Where each page is. What a page is made of is imported when it is asked for."""

HOME = "/pages"
CHOICE = f"{HOME}/login?choose=yes"
FILE, MANY, GROUP = f"{HOME}/file", f"{HOME}/many", f"{HOME}/group"
CONFIRM, ASKED = f"{HOME}/confirm", f"{HOME}/asked"
EXPLAIN, HAND_OVER, WIND_UP, LEAVE = (
    f"{HOME}/explain",
    f"{HOME}/hand-over",
    f"{HOME}/wind-up",
    f"{HOME}/leave",
)
TOGETHER = f"{HOME}/together"
STEP_DOWN = f"{TOGETHER}/no-more"
STANDING_IN = f"{HOME}/for"
ITEMS = f"{HOME}/items"
DESK = f"{HOME}/desk"
ITEM = f"{DESK}/item"
SHEET = f"{DESK}/sheet"
"""The one address that takes a file."""
BLANK = f"{SHEET}/blank"
OPERATIONS = f"{HOME}/operations"
