"""Dates in French and German: the same grammar over other words."""

import pytest
from test_dates import document, found, value

from rubricator.annotate.dates.vocabulary import KINDS, vocabulary
from rubricator.language import lexicon
from rubricator.model.edition import Metadata


def dated(text, language):
    return found(text, edition=Metadata(language=language))


@pytest.mark.parametrize(
    ("text", "printed", "iso"),
    [
        ("Elle vint le 3 mai 1848.", "3 mai 1848", "1848-05-03"),
        ("Elle vint le 1er mai 1848.", "1er mai 1848", "1848-05-01"),
        ("Elle vint le mercredi 3 mai 1848.", "mercredi 3 mai 1848", "1848-05-03"),
        ("En mai 1848 elle vint.", "mai 1848", "1848-05"),
        ("Au mois d’août 1848 il plut.", "août 1848", "1848-08"),
        ("Elle vint en 1848 déjà.", "1848", "1848"),
        ("L’année 1848 fut humide.", "année 1848", "1848"),
        ("Timbré 4.6.1851 à Vell.", "4.6.1851", "1851-06-04"),
        ("Au printemps de 1848 il plut.", "printemps de 1848", "1848-03..1848-05"),
        ("L'hiver 1848-1849 fut rude.", "hiver 1848-1849", "1848-12..1849-03"),
        ("Pendant les années 1850 il plut.", "années 1850", "1850..1859"),
        ("Au XIXe siècle il plut.", "XIXe siècle", "1801..1900"),
        ("Au dix-neuvième siècle il plut.", "dix-neuvième siècle", "1801..1900"),
        ("À la fin du XIXe siècle il plut.", "fin du XIXe siècle", "1890..1900"),
        ("Dans la première moitié du XVIIIe siècle.", "première moitié du XVIIIe siècle", "1701..1750"),
        ("Au IVe siècle av. J.-C. il plut.", "IVe siècle av. J.-C.", "-0399..-0300"),
        ("En 490 av. J.-C. il plut.", "490 av. J.-C.", "-0489"),
        ("Début mai 1848 il plut.", "Début mai 1848", "1848-05-01..1848-05-10"),
        ("Fin 1848 il plut.", "Fin 1848", "1848-11..1848-12"),
        ("À la mi-mai 1848 il plut.", "mi-mai 1848", "1848-05-11..1848-05-20"),
        ("Vers 1850 il plut.", "Vers 1850", "1850"),
        ("Entre 1848 et 1850 il plut.", "Entre 1848 et 1850", "1848/1850"),
        ("De mars à mai 1848 il plut.", "De mars à mai 1848", "1848-03/1848-05"),
        ("D'octobre à décembre 1848 il plut.", "D'octobre à décembre 1848", "1848-10/1848-12"),
        ("Du 3 au 9 mai 1848 il plut.", "Du 3 au 9 mai 1848", "1848-05-03/1848-05-09"),
        ("Il ne plut pas avant 1848.", "pas avant 1848", "1848.."),
        ("Le 28 janvier (10 février) 1918 il plut.", "28 janvier (10 février) 1918", "1918-02-10"),
        ("Le 23 février/8 mars 1917 il plut.", "23 février/8 mars 1917", "1917-03-08"),
        ("Le 15 novembre (28, nouveau style) 1917.", "15 novembre (28, nouveau style) 1917", "1917-11-28"),
        ("Le 3 mars 1911 (ancien style) il plut.", "3 mars 1911 (ancien style)", "1911-03-16"),
        ("Le lundi de Pâques 1916 il plut.", "lundi de Pâques 1916", "1916-04-24"),
        ("À Noël 1848 il plut.", "Noël 1848", "1848-12-25"),
        (
            "En la troisième année du règne de Louis XIV.",
            "troisième année du règne de Louis XIV",
            "1645-05-14..1646-05-13",
        ),
    ],
)
def test_french(text, printed, iso):
    assert dated(text, "fr") == [(printed, iso)]


@pytest.mark.parametrize(
    ("text", "printed", "iso"),
    [
        ("Er kam am 3. Mai 1848.", "3. Mai 1848", "1848-05-03"),
        ("Er kam am Mittwoch, dem 3. Mai 1848.", "Mittwoch, dem 3. Mai 1848", "1848-05-03"),
        ("Gestempelt 4.6.1851 in Vell.", "4.6.1851", "1851-06-04"),
        ("Im Mai 1848 kam er.", "Mai 1848", "1848-05"),
        ("Er kam 1848 zurück.", "1848", "1848"),
        ("Im Jahre 1848 kam er.", "Jahre 1848", "1848"),
        ("Im Frühjahr 1848 kam er.", "Frühjahr 1848", "1848-03..1848-05"),
        ("Im Winter 1848/49 kam er.", "Winter 1848/49", "1848-12..1849-03"),
        ("In den 1850er Jahren kam er.", "1850er Jahren", "1850..1859"),
        ("Im 19. Jahrhundert kam er.", "19. Jahrhundert", "1801..1900"),
        ("Im neunzehnten Jahrhundert kam er.", "neunzehnten Jahrhundert", "1801..1900"),
        ("Am Ende des 19. Jahrhunderts kam er.", "Ende des 19. Jahrhunderts", "1890..1900"),
        ("In der zweiten Hälfte des 18. Jahrhunderts.", "zweiten Hälfte des 18. Jahrhunderts", "1751..1800"),
        ("Im 4. Jahrhundert v. Chr. kam er.", "4. Jahrhundert v. Chr.", "-0399..-0300"),
        ("Es war 490 v. Chr. so.", "490 v. Chr.", "-0489"),
        ("Anfang Mai 1848 kam er.", "Anfang Mai 1848", "1848-05-01..1848-05-10"),
        ("Ende 1848 kam er.", "Ende 1848", "1848-11..1848-12"),
        ("Mitte Mai 1848 kam er.", "Mitte Mai 1848", "1848-05-11..1848-05-20"),
        ("Um 1850 kam er.", "Um 1850", "1850"),
        ("Zwischen 1848 und 1850 kam er.", "Zwischen 1848 und 1850", "1848/1850"),
        ("Von März bis Mai 1848 kam er.", "Von März bis Mai 1848", "1848-03/1848-05"),
        ("Vom 3. bis zum 9. Mai 1848 kam er.", "Vom 3. bis zum 9. Mai 1848", "1848-05-03/1848-05-09"),
        ("Es regnete 3.–9. Mai 1848.", "3.–9. Mai 1848", "1848-05-03/1848-05-09"),
        ("Er kam nicht vor 1848.", "nicht vor 1848", "1848.."),
        ("Am 28. Januar (10. Februar) 1918 kam er.", "28. Januar (10. Februar) 1918", "1918-02-10"),
        ("Am 23. Februar/8. März 1917 kam er.", "23. Februar/8. März 1917", "1917-03-08"),
        ("Am 15. November (28., neuen Stils) 1917.", "15. November (28., neuen Stils) 1917", "1917-11-28"),
        ("Am 3. März 1911 alten Stils kam er.", "3. März 1911 alten Stils", "1911-03-16"),
        ("Am Ostermontag 1916 kam er.", "Ostermontag 1916", "1916-04-24"),
        ("Zu Weihnachten 1848 kam er.", "Weihnachten 1848", "1848-12-25"),
        ("Im dritten Jahr der Regierung Friedrichs II. kam er.", "dritten Jahr der Regierung Friedrichs II.", "1742-05-31..1743-05-30"),
    ],
)  # fmt: skip
def test_german(text, printed, iso):
    assert dated(text, "de") == [(printed, iso)]


@pytest.mark.parametrize(
    ("language", "text", "values"),
    [
        ("fr", "Le 3 mai 1848 il plut. Le lendemain il neigea.", ["1848-05-03", "1848-05-04"]),
        ("fr", "Le 3 mai 1848 il plut. Deux jours plus tard il neigea.", ["1848-05-03", "1848-05-05"]),
        ("fr", "En 1848 il plut. L'année suivante il neigea.", ["1848", "1849"]),
        ("fr", "En juin 1848 il plut. Le 4 juillet il neigea.", ["1848-06", "1848-07-04"]),
        ("de", "Am 3. Mai 1848 kam er. Am folgenden Tag ging er.", ["1848-05-03", "1848-05-04"]),
        ("de", "Am 3. Mai 1848 kam er. Tags darauf ging er.", ["1848-05-03", "1848-05-04"]),
        ("de", "Am 3. Mai 1848 kam er. Zwei Tage später ging er.", ["1848-05-03", "1848-05-05"]),
        ("de", "Er kam 1848 her. Im folgenden Jahr ging er.", ["1848", "1849"]),
        ("de", "Es war 1848. In den dreißiger Jahren war es anders.", ["1848", "1830..1839"]),
    ],
)
def test_the_clock_knows_no_language(language, text, values):
    assert [iso for _, iso in dated(text, language)] == values


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Je ne sais; mais elle vient de marcher mardi."),
        ("fr", "Il avait 1500 hommes et 200 chevaux."),
        ("de", "Er hatte 1500 Mann und 1848 Soldaten."),
        ("de", "Er kam am 3. Der Mai war kalt."),
        ("de", "They met on 4 June, in March and in the spring."),
    ],
)
def test_what_is_no_date_there(language, text):
    assert dated(text, language) == []


@pytest.mark.parametrize("language", ["fr", "de"])
def test_a_language_has_every_table_that_english_has(language):
    assert lexicon(language).table("dates").keys() == lexicon("en").table("dates").keys()
    for name, words in lexicon("en").table("dates").items():
        if isinstance(words, dict) and name not in _FREE:
            assert lexicon(language).table("dates")[name].keys() == words.keys(), name


_FREE = ("seasons", "counts", "fixed_feasts", "movable_feasts", "gregorian_since", "reigns", "relative_days",
         "relative_after", "deictic")  # fmt: skip


@pytest.mark.parametrize("language", ["en", "fr", "de"])
def test_every_word_has_a_kind_of_the_grammar(language):
    assert {kind for kind, _ in vocabulary(language).meanings.values()} <= KINDS.keys()


def test_a_flag_names_the_days_of_the_week_in_the_language_of_the_text():
    made = document("Elle vint le lundi 3 mai 1848.", edition=Metadata(language="fr"))
    assert "lundi" in made.in_layer("flag")[0].attrs["reason"]
    assert value(made.in_layer("date")[0]) == "1848-05-03"


def test_a_language_without_words_for_dates_is_not_read_as_english():
    assert dated("It rained on 3 May 1848.", "sv") == []
