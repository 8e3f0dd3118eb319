"""The table of hostile text in a question to a judge: it stays behind its fences and changes nothing around them."""

import json
import re

import pytest

from provenance.match.meaning.judge_prompt import write_request
from provenance.match.meaning.judge_question import Question
from tests.support.hostile import read_hostile

ROWS = read_hostile()

# "<<<0123… CLAIM BEGINS\n…\n0123… CLAIM ENDS>>>"
PART = re.compile(r"<<<([0-9a-f]{24}) ([A-Z0-9 ]+) BEGINS\n(.*?)\n\1 \2 ENDS>>>", re.DOTALL)


def asked(hostile):
    question = Question(claim=f"claim {hostile}", context=f"context {hostile}", passages=(f"one {hostile}", hostile))
    return json.loads(write_request(question, model="m"))["messages"]


@pytest.mark.parametrize("hostile", ROWS.values(), ids=ROWS)
def test_material_stays_behind_its_fences(hostile):
    (system, user), (plain_system, plain_user) = asked(hostile), asked("words")
    parts, plain = PART.findall(user["content"]), PART.findall(plain_user["content"])
    assert [title for _, title, _ in parts] == [title for _, title, _ in plain]
    fence, plain_fence = parts[0][0], plain[0][0]
    assert system["content"].replace(fence, "") == plain_system["content"].replace(plain_fence, "")
    assert PART.sub("", user["content"]) == PART.sub("", plain_user["content"])
    for _, _, text in parts:
        assert not set(text) & set("<>\x1b\x9b\u202e\u200b\x00")
        assert "[INST]" not in text
