from zjcrawl.documentation import DOCUMENTS, document, questions, tables


def test_every_document_is_there() -> None:
    assert all(document(name).read_text(encoding="utf-8").startswith("# ") for name in DOCUMENTS)


def test_questions_have_sql_without_its_semicolon() -> None:
    asked = {question.title: question.sql for question in questions()}
    assert len(asked) == 20
    assert asked["What came last?"] == (
        "SELECT published, section, source, title FROM article ORDER BY published DESC LIMIT 10"
    )


def test_tables_have_their_columns_in_words() -> None:
    described = {table.name: table for table in tables()}
    assert described["footer"].columns["licence"] == "the ICP number"
    assert described["article_unique"].about.startswith("View. ")
    assert described["article_unique"].columns == {}
