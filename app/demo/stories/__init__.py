"""All stories of the demo. Every name in them is made of the letters of an alphabet, or says that it is a sample."""

from __future__ import annotations

from app.demo.stories.buyers import BUYERS
from app.demo.stories.chinese import CHINESE
from app.demo.stories.english import ENGLISH
from app.demo.stories.french import FRENCH
from app.demo.stories.japanese import JAPANESE
from app.demo.stories.leavers import LEAVERS

STORIES = (*BUYERS, *LEAVERS, *ENGLISH, *JAPANESE, *CHINESE, *FRENCH)
