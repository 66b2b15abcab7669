from __future__ import annotations

from corpus.german.synonyms import Synonyms, synonym_groups


def test_a_list_has_one_group_a_line_and_comments_do_not_count() -> None:
    text = "# Wer\nKommune, Gemeinde ,Stadt\n\n  # Wie\nÖPNV, öffentlicher Personennahverkehr,\n"
    assert list(synonym_groups(text)) == [
        ["Kommune", "Gemeinde", "Stadt"],
        ["ÖPNV", "öffentlicher Personennahverkehr"],
    ]


def test_every_entry_of_a_group_finds_the_others_but_not_itself() -> None:
    synonyms = Synonyms([[("kommun",), ("gemeind",), ("stadt",)]])
    assert list(synonyms.of(["haushalt", "gemeind"])) == [(1, ("kommun",)), (1, ("stadt",))]


def test_phrases_are_found_only_whole_and_in_order() -> None:
    synonyms = Synonyms([[("kunstlich", "intelligenz"), ("ki",)]])
    assert list(synonyms.of(["kunstlich", "intelligenz"])) == [(0, ("ki",))]
    assert list(synonyms.of(["intelligenz", "kunstlich"])) == []
    assert list(synonyms.of(["ki", "amt"])) == [(0, ("kunstlich", "intelligenz"))]


def test_a_word_in_two_groups_has_the_synonyms_of_both() -> None:
    synonyms = Synonyms([[("a",), ("b",)], [("a",), ("c",)]])
    assert [phrase for _, phrase in synonyms.of(["a"])] == [("b",), ("c",)]


def test_an_entry_without_content_is_no_synonym() -> None:
    assert list(Synonyms([[(), ("a",)]]).of(["a"])) == []


def test_no_groups_have_no_synonyms() -> None:
    assert list(Synonyms([]).of(["a", "b"])) == []
