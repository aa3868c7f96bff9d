"""The sheet by which the product knows that accounts on several platforms are one person's."""

import csv
import io
from collections.abc import Sequence

from local.im.platform import Simulated
from shared.core.lang import Lang


def people_sheet(simulated: Sequence[Simulated]) -> bytes:
    """CSV: everybody who works here, with an account on each platform."""
    text = io.StringIO()
    sheet = csv.writer(text)
    sheet.writerow(["姓名", *(f"{platform.name[Lang.ZH]}账号" for platform, _ in simulated)])
    tenants = [platform.tenant for platform, _ in simulated]
    for person in simulated[0].simulator.company.people:
        if person.state == "active":
            sheet.writerow([person.name, *(tenant.account(person.id) for tenant in tenants)])
    return text.getvalue().encode("utf-8-sig")
