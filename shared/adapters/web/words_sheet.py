"""What 「上传登记表」 says."""

from collections.abc import Mapping

from shared.core.lang import Bilingual, both

SHEET_WORDS: Mapping[str, Bilingual] = {
    "sheet": both("上传登记表", "Upload a register"),
    "sheet_hint": both(
        "Excel（.xlsx）或 CSV，不超过 2 MB、5,000 个群。先看会改什么，确认后才更新。",
        "Excel (.xlsx) or CSV, 2 MB and 5,000 groups at most. You see what it changes before anything does.",
    ),
    "sheet_file": both("登记表", "The register"),
    "sheet_look": both("先看看会改什么", "See what it would change"),
    "sheet_blank": both("下载空白表", "Download a blank one"),
    "sheet_file_it": both("就这样更新", "Update it like this"),
    "sheet_other": both("换一份表", "Another file"),
    "sheet_changed": both(
        "刚才有同事更新了登记，下面是最新的对比，请再看一下。",
        "Something was filed meanwhile: this is the comparison as it is now.",
    ),
    "sheet_sent": both(
        "已收到，一分钟左右更新好。再上传同一份表，可以看到还差什么。",
        "Received; it is filed within a minute or so. Upload the same file again to see whether anything is left.",
    ),
    "sheet_counts": both("共 {n} 个群", "{n} groups"),
    "sheet_rest": both("其余 {n} 个群没有问题", "The other {n} groups are fine"),
    "sheet_added": both("新增 {n} 个", "{n} to be added"),
    "sheet_changes": both("会修改 {n} 个", "{n} to change"),
    "sheet_same": both("没有变化 {n} 个，有效期顺延半年", "{n} as before, good for another half year"),
    "sheet_kept": both("以群主自己登记的为准 {n} 个", "{n} stay as their owners filed them"),
    "sheet_kept_hint": both(
        "表里写的不一样，不会覆盖。可以请群主看看，或者改表。",
        "The sheet says otherwise and replaces nothing: ask the owner, or correct the sheet.",
    ),
    "sheet_absent": both("这次表里没有 {n} 个", "{n} not in this sheet any more"),
    "sheet_absent_hint": both(
        "上次同名的表登记过，这次没有写。仍按原来的登记，到期后再确认。",
        "A sheet of this name filed them before. They stay filed until their day.",
    ),
    "sheet_wrong": both("需要修改的地方 {n} 处", "{n} to put right first"),
    "sheet_wrong_hint": both(
        "改好之前一行都不会更新。可以下载标好的表，在里面改好再上传。",
        "Nothing is filed until these are right. Download the marked copy, correct it there, and upload that.",
    ),
    "sheet_marked": both("下载标好的表", "Download the marked copy"),
    "sheet_row": both("第 {n} 行", "row {n}"),
    "sheet_more": both("另有 {n} 个", "and {n} more"),
    "sheet_nothing": both("没有填", "nothing"),
    "sheet_first": both("第一次登记", "filed for the first time"),
    "sheet_filed_by": both("{name}登记", "filed by {name}"),
    "sheet_until": both("登记到 {day}", "filed until {day}"),
    "sheet_none": both("请先选一份表", "Please choose a file first"),
    "sheet_large": both("这份表超过 2 MB，请分成几份", "The file is larger than 2 MB: please split it"),
    "sheet_no_copy": both(
        "没能做出标好的表，请按上面写的行号在原表里改。",
        "No marked copy could be made: please go by the rows above.",
    ),
    "sheet_foot": both(
        "上传的表只用来登记，30 天后删除；谁在什么时候上传会留下记录。",
        "The file is used for the register alone and deleted after 30 days; who uploaded it and when is kept.",
    ),
}
