"""W3C Web Annotations (https://www.w3.org/TR/annotation-model/): each claim about the source with quote and position.

An annotation's id is made from the quoted words, their context and what is said of them, so that it stays the same
when something far away is changed; like ones are numbered.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any, Final

from rubricator.interchange.view import View, stable

_CONTEXT: Final = 32
"""Characters before and after the quoted words."""
_PURPOSES: Final = {"date": "describing"}


def pages(view: View) -> bytes:
    """One AnnotationPage with every mention and every speech."""
    page = {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": f"{view.address}#annotations" if view.address else "#annotations",
        "type": "AnnotationPage",
        "items": list(_items(view)),
    }
    return (json.dumps(page, ensure_ascii=False, indent=1) + "\n").encode()


def _items(view: View) -> Iterator[dict[str, Any]]:
    seen: Counter[str] = Counter()
    for mention in view.mentions:
        entity = view.entities.get(mention.id)
        body = [_link(view, address, "identifying") for address in (entity.links if entity else ())]
        if mention.id:
            body.append(_link(view, f"{view.id}.xml#{mention.id}", "identifying"))
        body.append(_text(mention.kind, "classifying"))
        if mention.label or mention.value:
            body.append(_text(mention.label or mention.value, _PURPOSES.get(mention.kind, "tagging")))
        yield _item(view, seen, "identifying", mention.start, mention.end, body, mention.certainty)
    for speech in view.speeches:
        body = [_text(f"speaker: {speech.speaker_label}" if speech.speaker else speech.kind, "describing")]
        body += [_link(view, f"{view.id}.xml#{id}", "identifying") for id in speech.speaker.split()]
        yield _item(view, seen, "describing", speech.start, speech.end, body, speech.certainty)


def _link(view: View, address: str, purpose: str) -> dict[str, str]:
    return {"type": "SpecificResource", "source": address, "purpose": purpose}


def _text(value: str, purpose: str) -> dict[str, str]:
    return {"type": "TextualBody", "value": value, "format": "text/plain", "purpose": purpose}


def _item(
    view: View, seen: Counter[str], motivation: str, start: int, end: int, body: list[dict[str, str]], certainty: str
) -> dict[str, Any]:
    text = view.document.text
    exact, prefix, suffix = text[start:end], text[max(0, start - _CONTEXT) : start], text[end : end + _CONTEXT]
    key = stable(exact, prefix, suffix, json.dumps(body, ensure_ascii=False))
    seen[key] += 1
    id = f"{view.address}#a-{key}" + (f"-{seen[key]}" if seen[key] > 1 else "")
    quote = {"type": "TextQuoteSelector", "exact": exact, "prefix": prefix, "suffix": suffix}
    return {
        "id": id,
        "type": "Annotation",
        "motivation": motivation,
        "body": [*body, _text(f"certainty: {certainty}", "assessing")],
        "target": {
            "source": view.source,
            "selector": [quote, {"type": "TextPositionSelector", "start": start, "end": end}],
        },
    }
