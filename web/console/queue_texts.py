"""Every sentence of the queue, its search, exports and the secretariat's list. Templates say `say(q.NAME)`."""

from __future__ import annotations

from collections.abc import Mapping

from locales.text import Text, _, _n

SOON = 3
"""Days before its end from which a limit is shown as soon."""

NO_LIMIT = _("no limit runs")
LANGUAGE = _("Language", "queue")
LEAD_BODY = _("Leading body")
SORT = _("Order")
SORTS: Mapping[str, Text] = {
    "due": _("Due first", "sort"),
    "oldest": _("Oldest first", "sort"),
    "newest": _("Newest first", "sort"),
}
ANY_ROLE = _("Every role")
ANY_BODY = _("Every body")
WHO = _("Held by")
WHOS: Mapping[str, Text] = {
    "": _("Anybody", "holder"),
    "free": _("Nobody", "holder"),
    "mine": _("Me", "holder"),
}
ONLY_URGENT = _("Urgent only")
ONLY_OVERDUE = _("Overdue only")
FILTERS = _("Filters")
CLEAR = _("Clear filters")
NOTHING_LIKE_THAT = _("No report fits these filters.")
N_OVERDUE = _n("{n} overdue", "{n} overdue", n=1)

SEARCH = _("Search", "label")
SEARCH_TERM = _("Receipt code, company name or business number")
AUDIT_LINK = _("Audit log")
SEARCH_MORE = _("What you search for is not kept. That you searched is noted.")
FOUND = _("Found")
FOUND_NONE = _("Nothing was found at this desk.")
FOUND_HINT = _("A name is found as its owner wrote it; legal forms, spaces and capitals make no difference.")
FOUND_ELSEWHERE = _n(
    "Another body has {n} such report. You can ask its desk from the page of a report above.",
    "Other bodies have {n} such reports. You can ask their desks from the page of a report above.",
    n=1,
)

SAVE_VIEW = _("Save this view")
VIEW_NAME = _("Name of the view")
SAVE = _("Save", "label")
RENAME = _("Rename", "label")
DROP_VIEW = _("Remove view", "label")
THIS_VIEW = _("Change this view")
VIEW_NAMELESS = _("Please give the view a name.")
VIEW_PLAIN = _("Please choose filters first, then save them as a view.")
VIEWS_MOST = _("You keep as many views as there can be. Please remove one first.")

PICK = _("Choose report {receipt}")
PICK_ALL = _("Choose all on this page")
PICKED = _("With the chosen reports")
N_PICKED = _n("{n} chosen", "{n} chosen", n=1)
TAKE = _("Take", "label")
LAY_DOWN = _("Lay down", "label")
HAND_OVER = _("Hand over", "label")
NONE_PICKED = _("Nothing was done: choose one or more reports first.")
DID: Mapping[str, Text] = {
    "take": _n("{n} report is yours now.", "{n} reports are yours now.", n=1),
    "release": _n("{n} report was laid down.", "{n} reports were laid down.", n=1),
    "hand": _n("{n} report was handed over.", "{n} reports were handed over.", n=1),
}
TAKEN_BACK = _n("{n} report is as it was before.", "{n} reports are as they were before.", n=1)
UNDO = _("Undo", "label")
UNDO_MORE = _("You can undo this for one minute. Owners are told only after that.")
NOT_DONE = _n("{n} report was left as it is:", "{n} reports were left as they are:", n=1)

EXPORT = _("Export")
EXPORT_MORE = _(
    "The filtered list as a table, at most {most} lines: states, times and roles, no names and no words of owners. "
    "Every export is noted."
)
EXPORT_ANSWERS = _("With the owners’ answers (at most {most} reports, each export is noted in the report)")
CSV = _("CSV", "label")
XLSX = _("Excel (XLSX)", "label")
CASE_ZIP = _("Everything of this report as one file (ZIP)")

LEFT = _("Time left")

KEYS = _("Keys", "label")
KEYS_TITLE = _("Keys in the queue")
KEYS_ON = _("Single keys work")
CLOSE = _("Close", "dialog")
KEY_LIST: Mapping[str, Text] = {
    "j ↓": _("next report"),
    "k ↑": _("previous report"),
    "Enter ↵": _("open the report"),
    "x": _("choose the report"),
    "t": _("take the report, or the chosen ones"),
    "/": _("go to the search"),
    "?": _("show this list"),
}

SHAPES = _("All cases")
SHAPES_MORE = _(
    "How every report stands, without its content. Only reports given to the secretariat itself can be opened."
)
FILTERS_OF_SHAPES: Mapping[str, Text] = {
    "": _("All", "cases"),
    "overdue": _("Overdue", "cases"),
    "unopened": _("Nobody opened", "cases"),
    "gap": _("Between the statutes", "cases"),
    "differ": _("Bodies disagree", "cases"),
}
SENT_ON = _("Sent")
BODIES = _("Bodies")
LATE = _("Overdue", "column")
GAPS = _("Blind spots")
DISAGREE = _("positions differ")
N_DAYS_OLD = _n("{n} day ago", "{n} days ago", n=1)
TODAY = _("today")
ESCALATED = _("escalated")

STATISTICS = _("Statistics")
FIGURES_MORE = _(
    "Of the last twelve months. Numbers below {least} are hidden, shown as <{least}; a dash hides another number that "
    "would give one of them away. Nothing is counted by the day."
)
FIGURES_OF_ALL = _("All bodies")
SENT_IN_ALL = _("Reports in twelve months")
UNANSWERED = _("Questions without an answer")
BY_MONTH = _("Reports by month")
BY_LANGUAGE = _("Reports by language")
BY_BODY = _("Reports by body")
BY_ROUTE = _("Routes that fitted")
BY_ROUTE_MORE = _("Since counting began. A report may fit several routes.")
BY_STAND = _("How reports stand and ended")
BY_WAIT = _("Time to the first action")
BY_WAIT_MORE = _("Shares of the reports that were acted on, rounded to 5 %.")
HALF = _("Half within")
NINE_OF_TEN = _("Nine of ten within")
N_DAYS = _("{n} days")
WITHIN: Mapping[str, Text] = {
    "1": _("within a day", "wait"),
    "3": _("2 to 3 days", "wait"),
    "7": _("4 to 7 days", "wait"),
    "14": _("8 to 14 days", "wait"),
    "more": _("longer", "wait"),
}
OR = _("{one} or {other}", "wait")
BY_CLOCK = _("Time limits kept")
BY_CLOCK_MORE = _("Share of limits met, out of those that ran out or were met, rounded to 5 %.")
BY_RATING = _("How satisfied owners are")
BY_SPOT = _("Blind spots of the law")
CLOSED_AS = _("Closed: {outcome}")
TOO_FEW = _("Too few to show without pointing at somebody.")
AS_TABLE = _("As a table")
WHAT = _("What", "table")
HOW_MANY = _("Number", "table")
SHARE = _("Share", "table")
HIDDEN = _("hidden")
