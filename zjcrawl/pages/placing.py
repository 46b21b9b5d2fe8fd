"""How the blocks of lines stand to each other: inside, side by side, in one row of a table."""

from __future__ import annotations

from collections.abc import Iterable

from zjcrawl.pages.boundaries import (
    parts_text,
)
from zjcrawl.pages.document import Element, Line, stand_together, text_of
from zjcrawl.pages.labels import first_field, lone_label
from zjcrawl.pages.prose import FIGURES, LONG_PROSE
from zjcrawl.pages.votes import is_votes

_FLOWS = frozenset(("div", "article", "section", "main", "td"))  # what a text flows through
DATA_CELLS = 3  # cells that a row of data has at least


def is_centred(block: Element) -> bool:
    """Tell whether a block sets its own text in the middle, by its tag, its attribute or its style."""
    return (
        block.tag == "center"
        or (block.get("align") or "").strip().lower() == "center"
        or "text-align:center" in (block.get("style") or "").replace(" ", "").lower()
    )


def is_like(one: Line, other: Line) -> bool:
    """Tell whether two lines stand in one block, or in two of one kind side by side, as rows of one cell are."""
    if one.block.tag != other.block.tag:
        return False
    if stand_together(one, other):
        return True
    row, other_row = _row_of_one(one.block), _row_of_one(other.block)
    return row is not None and other_row is not None and row.getparent() is other_row.getparent()


def are_siblings(one: Line, other: Line) -> bool:
    """Tell whether two lines stand in one block, in neighbours, or in neighbours' children."""
    if stand_together(one, other):
        return True
    parent, other_parent = one.block.getparent(), other.block.getparent()
    if parent is None or other_parent is None or parent.tag != other_parent.tag:
        return False
    above = parent.getparent()
    return above is not None and above.tag in _FLOWS and above is other_parent.getparent()


def is_inside(block: Element, container: Element) -> bool:
    """Tell whether ``block`` is ``container`` or stands in it."""
    return block is container or block.getparent() is container or container in block.iterancestors()


def common_block(blocks: Iterable[Element]) -> Element:
    """Return the lowest element that holds all of ``blocks``, of which there is at least one."""
    each = iter(blocks)
    first = next(each)
    line = [first, *first.iterancestors()]
    depth = {element: i for i, element in enumerate(line)}
    lowest, parents = 0, {first}
    for block in each:
        parent = block.getparent()
        if parent is not None and parent in parents:
            continue
        ancestor: Element | None = block
        while ancestor is not None and ancestor not in depth:
            ancestor = ancestor.getparent()
        if ancestor is not None:
            lowest = max(lowest, depth[ancestor])
        if parent is not None:
            parents.add(parent)
    return line[lowest]


def is_datum(line: Line, known: dict[Element, bool]) -> bool:
    """Tell whether a line is a cell of a row of data; ``known`` are the rows that were looked at."""
    cell = cell_of(line)
    row = cell.getparent() if cell is not None else None
    if row is None:
        return False
    if row not in known:
        known[row] = _is_data(row)
    return known[row]


def _is_data(row: Element) -> bool:
    """Tell whether a row holds three short cells or more, a name among them, and no link."""
    texts = ["".join(map(str, cell.itertext())).strip() for cell in row if cell.tag in ("td", "th")]
    if len(texts) < DATA_CELLS or max(map(len, texts)) > LONG_PROSE or row.find(".//a") is not None:
        return False
    if any(lone_label(text) or first_field(text) or parts_text(text) for text in texts) or is_votes(" ".join(texts)):
        return False
    if any(text.endswith((":", "：")) for text in texts):  # a form of labels and values
        return False
    return any(len(FIGURES.sub("", text)) > 1 for text in texts)


def share_row(one: Line, other: Line) -> bool:
    """Tell whether two lines stand in different cells of one row of data, whose cells are short."""
    cell, next_cell = cell_of(one), cell_of(other)
    return (
        cell is not None
        and next_cell is not None
        and cell is not next_cell
        and cell.getparent() is next_cell.getparent()
        and max(len(one.text), len(other.text)) <= LONG_PROSE
        and (text_of(cell) == one.text or text_of(next_cell) == other.text)  # else they are columns of text
    )


def column_row(cell: Element) -> Element | None:
    """Return the row whose cells, as wide as ``cell`` and without a link, are the columns that a text is set in."""
    row, width = cell.getparent(), cell.get("width")
    if row is None or cell.tag != "td" or not width:
        return None
    columns = [other for other in row if other is not cell and other.get("width") == width]
    return row if columns and all(column.find(".//a") is None for column in columns) else None


def column_of_rows(cell: Element) -> Element | None:
    """Return the table of nothing but rows of one cell, ``cell`` among them, in which a text is set row by row."""
    row = _row_of_one(cell)
    table = row.getparent() if row is not None else None
    return table if table is not None and len(table) > 1 and all(len(other) == 1 for other in table) else None


def _row_of_one(cell: Element) -> Element | None:
    """Return the row that a cell fills alone, None where it is no cell or has others beside it."""
    row = cell.getparent() if cell.tag == "td" else None
    return row if row is not None and len(row) == 1 else None


def cell_of(line: Line) -> Element | None:
    """Return the cell of a table that a line stands in, or its block does."""
    block: Element | None = line.block
    if block is not None and block.tag not in ("td", "th"):
        block = block.getparent()
    return block if block is not None and block.tag in ("td", "th") else None
