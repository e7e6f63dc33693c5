"""`{% load sanjha %}`: formats as filters, components as tags."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django import template
from django.forms import BaseForm, BoundField
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from sanjha.kernel.errors import Message
from sanjha.ui import formatting
from sanjha.ui.components import Crumb, Field, Moment, Row, Step, Words
from sanjha.ui.fields import field_of

register = template.Library()

TONES = {"ok", "warn", "danger", "info", "quiet"}
_KEY_SIGNS = {"Enter": "↵", "ArrowUp": "↑", "ArrowDown": "↓", "Escape": "Esc"}

register.filter("inr", formatting.inr)
register.filter("inr_whole", lambda value: formatting.inr(value, paise=False))
register.filter("dmy", formatting.dmy)
register.filter("dmy_time", formatting.dmy_time)
register.filter("days_left", formatting.days_left)
register.filter("due_tone", formatting.due_tone)
register.filter("ago", formatting.ago)
register.filter("mask_mobile", formatting.mask_mobile)
register.filter("initials", formatting.initials)
register.filter("other_language", formatting.other_language)
register.filter("in_language", formatting.in_language)


@register.filter("text")
def text(value: object) -> str:
    """A Text in the language of the page; other values as they are, None as nothing."""
    return "" if value is None else str(value)


@register.filter
def is_moment(value: object) -> bool:
    """Whether a value has a time of day, not only a date."""
    return isinstance(value, datetime)


@register.simple_tag
def other_language_code() -> str:
    """The code of the language that stands beside the page's own."""
    return formatting.other_code()


@register.simple_tag
def both(value: object) -> SafeString:
    """Words in the page's language with the other official language beside them, each marked with its language."""
    other = formatting.other_language(value)
    shown = formatting.in_language(value, formatting.current_language())
    if not other:
        return format_html("{}", shown)
    return format_html('{} <span class="other" lang="{}">{}</span>', shown, formatting.other_code(), other)


@register.simple_tag
def status(tone: str, label: Words) -> SafeString:
    """A tag whose words say the state; the tone (ok, warn, danger, info, quiet) only colours it."""
    if tone not in TONES:
        raise template.TemplateSyntaxError(f"unknown tone {tone!r}; one of {', '.join(sorted(TONES))}")
    return format_html('<span class="tag {}">{}</span>', tone, label)


@register.simple_tag
def due(day: date | datetime | None) -> SafeString:
    """The days left until a due date, as a tag with the date in its title."""
    if day is None:
        return mark_safe("")
    return format_html(
        '<span class="tag {}"><time datetime="{}">{}</time></span>',
        formatting.due_tone(day),
        day.isoformat()[:10],
        formatting.days_left(day),
    )


@register.simple_tag
def key(combination: str) -> SafeString:
    """The hint of a shortcut ("Ctrl+Enter" as two keys); hidden from screen readers, which get aria-keyshortcuts."""
    parts = [_KEY_SIGNS.get(part, part) for part in combination.split("+")]
    return format_html('<kbd aria-hidden="true">{}</kbd>', " ".join(parts))


@register.simple_tag
def attributes(values: Mapping[str, object]) -> SafeString:
    """The attributes of a control, escaped; True stands alone, False and None are left out."""
    parts = [
        format_html(" {}", name) if value is True else format_html(' {}="{}"', name, value)
        for name, value in values.items()
        if value not in (None, False)
    ]
    return mark_safe("".join(parts))  # noqa: S308 - every part is escaped by format_html


@register.inclusion_tag("ui/components/field.html")
def field(
    source: BoundField | Field,
    *,
    span: int = 0,
    size: str = "",
    other: bool = False,
    bare: bool = False,
    inline: bool = False,
) -> dict[str, object]:
    """A field with label, hint and error. `span` is its width of six in a `.grid`, `size` short or medium limits the
    control, `other` adds the label in the other language, `bare` hides the label (inside a table)."""
    shown = field_of(source) if isinstance(source, BoundField) else source
    return {
        "field": shown,
        "span": span,
        "size": size,
        "bare": bare,
        "inline": inline,
        "other": formatting.other_language(shown.label) if other else "",
        "other_code": formatting.other_code(),
        "describedby": shown.described_by,
    }


@register.inclusion_tag("ui/components/error_summary.html")
def error_summary(source: BaseForm | Iterable[tuple[str, Message]]) -> dict[str, object]:
    """Every error of the form, or of (id of the control, words) pairs, above the form; each leads to its field."""
    return {"errors": list(_errors_of(source)) if isinstance(source, BaseForm) else list(source)}


def _errors_of(form: BaseForm) -> Iterator[tuple[str, Message]]:
    for message in form.non_field_errors():
        yield "", str(message)
    for shown in (field_of(bound) for bound in form if bound.errors):
        target = f"{shown.html_id}_0" if shown.is_choice_list else shown.html_id
        for error in shown.errors:
            yield target, f"{str(shown.label).rstrip('.।')}: {error}"


@register.inclusion_tag("ui/components/timeline.html")
def timeline(moments: Sequence[Moment]) -> dict[str, object]:
    """The way of a case: who has it, since when, what is next."""
    return {"moments": moments}


@register.inclusion_tag("ui/components/steps.html")
def steps(items: Sequence[Step], *, short: bool = False) -> dict[str, object]:
    """The steps of a form in several pages."""
    return {"steps": items, "short": short}


@register.inclusion_tag("ui/components/summary_list.html")
def summary_list(rows: Sequence[Row]) -> dict[str, object]:
    """Names and values, each perhaps with a link to change it."""
    return {"rows": rows}


@register.inclusion_tag("ui/components/breadcrumb.html")
def breadcrumb(crumbs: Sequence[Crumb]) -> dict[str, object]:
    """The way from the start to this page."""
    return {"crumbs": crumbs}


@register.inclusion_tag("ui/components/pagination.html", takes_context=True)
def pagination(
    context: Context, *, previous: object = None, next: object = None, label: Words = ""
) -> dict[str, object]:
    """Earlier and later rows of a list by key: `before=` and `after=` in the address; other filters stay."""
    request: Any = context.get("request")
    kept = request.GET.copy() if request else None
    if kept is not None:
        kept.pop("after", None)
        kept.pop("before", None)
    return {"previous": previous, "next": next, "label": label, "kept": kept.urlencode() if kept else ""}


@register.inclusion_tag("ui/components/sort_header.html", takes_context=True)
def sort_header(context: Context, label: Words, column: str, *, numeric: bool = False) -> dict[str, object]:
    """A column head that sorts: `?sort=due` and `?sort=-due`, with aria-sort on the sorted column."""
    request: Any = context.get("request")
    query = request.GET.copy() if request else None
    current = query.get("sort", "") if query is not None else ""
    direction = {column: "ascending", f"-{column}": "descending"}.get(current, "")
    address = f"sort={'-' if direction == 'ascending' else ''}{column}"
    if query is not None:
        for name in ("sort", "after", "before"):
            query.pop(name, None)
        address = "&".join(part for part in (query.urlencode(), address) if part)
    return {"label": label, "direction": direction, "query": address, "numeric": numeric}


@register.inclusion_tag("ui/components/confirm.html")
def confirm(
    id: str,
    *,
    title: Words,
    question: Words,
    action: Words,
    form: str = "",
    name: str = "",
    value: str = "",
    tone: str = "danger",
) -> dict[str, object]:
    """A dialog that asks before the form with id `form` is sent; its button carries `name` and `value`."""
    return {
        "id": id,
        "title": title,
        "question": question,
        "action": action,
        "form": form,
        "name": name,
        "value": value,
        "tone": tone,
    }


@register.inclusion_tag("ui/components/empty.html")
def empty(title: Words, hint: Words = "") -> dict[str, object]:
    """What stands where a list would stand when there is nothing."""
    return {"title": title, "hint": hint}


@register.inclusion_tag("ui/components/notice.html")
def notice(tone: str, title: Words, detail: Words = "") -> dict[str, object]:
    """A message of the page: what happened and what to do."""
    return {"tone": tone, "title": title, "detail": detail}
