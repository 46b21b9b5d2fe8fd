"""The looks a stand-in portal can have, by letter."""

from __future__ import annotations

from tests.portal.layouts.actions import Actions
from tests.portal.layouts.article_tables import ArticleTables
from tests.portal.layouts.base import Layout
from tests.portal.layouts.big5 import Big5
from tests.portal.layouts.blog import Blog
from tests.portal.layouts.column_lists import ColumnLists
from tests.portal.layouts.daily_nodes import DailyNodes
from tests.portal.layouts.data_islands import DataIslands
from tests.portal.layouts.dated_divs import DatedDivs
from tests.portal.layouts.mixed import Mixed
from tests.portal.layouts.mixed_wide import MixedWide
from tests.portal.layouts.modern import Modern
from tests.portal.layouts.nested_tables import NestedTables
from tests.portal.layouts.picture_walls import PictureWalls
from tests.portal.layouts.places import Places
from tests.portal.layouts.portal_module import PortalModule
from tests.portal.layouts.relative_tree import RelativeTree
from tests.portal.layouts.sessions import Sessions
from tests.portal.layouts.stories import Stories
from tests.portal.layouts.word_pasted import WordPasted

LAYOUTS: dict[str, type[Layout]] = {
    layout.letter: layout
    for layout in (
        NestedTables,
        DatedDivs,
        WordPasted,
        Sessions,
        Modern,
        Big5,
        ColumnLists,
        ArticleTables,
        RelativeTree,
        DailyNodes,
        Blog,
        Actions,
        PictureWalls,
        PortalModule,
        Places,
        Stories,
        DataIslands,
        Mixed,
        MixedWide,
    )
}
