//! Who speaks, where something else stands nearer: pronouns, things, places, listeners, clauses in between.
//!
//! A case is a text and its expectations, as in `chains.rs`.

use headwater_core::Polarity;
use support::{chain, check, read, statement};

mod support;

#[test]
fn pronouns_go_to_who_spoke() {
    check(&[
        // A child, a thing or somebody's relative that is only spoken of.
        (
            "Mayor Lena Okafor opened the orchard on Friday. She told of a girl who counts bees. “Nobody teaches it,” she said.",
            &["Nobody teaches = Lena Okafor"],
        ),
        (
            "Marcus Vale said the kiln held. The guild had hung a bell on its door. He also said the clay was dry.",
            &["the clay was dry = Marcus Vale"],
        ),
        (
            "Marcus Vale said he was in the cellar. On Monday he sold a barrel to his cousin. He said he would brew again.",
            &["he would brew = Marcus Vale"],
        ),
        // Nobody is named in his own words.
        (
            "Marcus Vale praised the weavers. “They are patient,” he said. Peter Berg has the best loom, he said.",
            &["Peter Berg has = Marcus Vale"],
        ),
        // … but far off in them who speaks in the sentence.
        (
            "Ann Lund spoke of Peter Berg. “He is sure of it,” Marcus Vale said, repeating words he has used to describe Ann Lund’s denials of fraud in the vote that made Vale mayor.",
            &["Ann Lund’s denials = Marcus Vale"],
        ),
        (
            "Ann Lund met Peter Berg. Berg said he had described Lund’s denials of fraud in the vote that Berg lost.",
            &["Lund’s denials = Peter Berg"],
        ),
        // Nobody calls his own country `it`.
        (
            "Norway has kept its ships in port for Sweden. Lena Okafor, Sweden’s envoy, was at the quay. “It promised that no ship would sail,” Okafor said.",
            &["no ship = Lena Okafor < Norway"],
        ),
        // Who says `I` in a quotation is who speaks it.
        ("“I am making a serious statement that we do not want a strike,” Marcus Vale said.", &["we do not want = Marcus Vale"]),
        // A body may be.
        ("The ministry met on Friday. The ministry will plant limes, it said.", &["The ministry will = ministry"]),
        (
            "A spokesperson for the chess club said the hall was booked. “Nine boards are set,” they added.",
            &["Nine boards = A spokesperson for the chess club"],
        ),
    ]);
}

#[test]
fn offices_go_to_who_holds_them() {
    check(&[
        // Whoever is told to hold another office is not meant, though he was heard last.
        (
            "Rep. Lena Okafor is against the bill. “Throw Okafor out,” President Marcus Vale said. The congresswoman said the bill was too long.",
            &["the bill was too long = Lena Okafor"],
        ),
        (
            "Former President Ann Lund was at the quay. Vice President Peter Berg met Marcus Vale. Berg saw Vale twice. The president said the port was shut.",
            &["the port = Marcus Vale"],
        ),
        // Nobody introduced stands behind `the mayor`, the second time as little as the first.
        (
            "The mayor was at sea. Lena Okafor, mayor of Tarn, wrote home. The mayor said the sea was calm. The mayor said the fish were small.",
            &["the sea = Lena Okafor", "the fish = Lena Okafor"],
        ),
    ]);
}

#[test]
fn who_is_asked_is_asked_about_himself() {
    let (article, attributed) = read("Lena Okafor met the council. Asked if she believed the ferry was lost, Ann Lund said she did not.");
    let asked = |begins| statement(&article, &attributed, begins).map(|found| (chain(found), found.polarity));
    assert_eq!(asked("she believed"), Some(("Ann Lund".to_owned(), Polarity::Affirmed)));
    assert_eq!(asked("the ferry"), Some(("Ann Lund".to_owned(), Polarity::Negated)));
}

#[test]
fn who_is_meant_by_some_others() {
    check(&[("Ten weavers gathered in Tarn. The pattern was mocked by others who fear the wool will fade.", &["the wool will = others"])]);
}

#[test]
fn nearer_words_are_no_speakers() {
    check(&[
        // The owner of the office, and its holder.
        ("The Sundal choir’s touring manager, Ivo Kell, said the organ needed tuning.", &["the organ = Ivo Kell"]),
        ("“The glaze has cracked,” said the Upper-Orm head potter, Runa Stahl.", &["The glaze = Runa Stahl"]),
        ("A Water for Sundal spokesman said the well was deep.", &["the well = Water for Sundal spokesman"]),
        // Times.
        (
            "Mr. Vale, who some weeks before had predicted a mild autumn, said that the bees would sleep.",
            &["a mild autumn = Vale", "the bees = Vale"],
        ),
        (
            "In Orm, keepers of the old kiln that burns peat from the moor every week said the chimney was leaning.",
            &["the chimney = keepers of the old kiln"],
        ),
        // A clause of circumstance with a subject of its own.
        ("The abbey thanked a fiddler who was stuck in Orm after a farmer claimed the bridge was gone.", &["the bridge was = a farmer"]),
        // A surname that looks like an adverb.
        ("Helen Brightly was at the loom. Brightly said the yarn was red.", &["the yarn = Helen Brightly"]),
        // A noun behind `a` is no verb.
        ("The pupils who were asked about a greetings card near Orm told how they fold paper.", &["how they = pupils"]),
        ("“Oats grew everywhere,” Jonas Berg, a miller on the upper canal, told Radio Tarn.", &["Oats grew = Radio Tarn < Jonas Berg"]),
        // Whom a verb brings to speak, and whose refusal it is.
        ("The long drought may push farmers to promise that the wells stay shut.", &["the wells = farmers"]),
        ("The cold spring led farmers to predict that the plums would be small.", &["the plums = farmers"]),
        ("The season shows Vale’s refusal to ask the guild to mend a bridge.", &["the guild to = Vale"]),
        ("It was a quiet evening, with Vale noting he would bake for the choir.", &["he would = Vale"]),
    ]);
}

#[test]
fn things_infer_nothing() {
    check(&[
        ("Lena Okafor told pupils that the colour of the ice suggests that the lake is shallow.", &["the lake is = Lena Okafor"]),
        ("“The map was old,” Lena Okafor said. “It suggests that wells are shallow elsewhere.”", &["wells are = Lena Okafor"]),
    ]);
}

#[test]
fn descriptions_that_turn_out_to_be_somebody() {
    check(&[
        (
            "A spokeswoman for the port ministry said the quay was closed. “We are sorry,” said Ana Reis, a port ministry spokeswoman.",
            &["the quay = Ana Reis", "We are = Ana Reis"],
        ),
        // Not where the office is another's.
        (
            "A spokeswoman for the port ministry said the quay was closed. “We are sorry,” said Ana Reis, a dam authority spokeswoman.",
            &["the quay = A spokeswoman for the port ministry"],
        ),
        (
            "A spokeswoman for the port ministry said the quay was closed. “We are sorry,” said Ana Reis, a health ministry spokeswoman.",
            &["the quay = A spokeswoman for the port ministry"],
        ),
        // Nor where it is of another rank.
        (
            "A deputy director of the Sundal museum said the hall was cold. “We are sorry,” said Ana Reis, director of the Sundal museum.",
            &["the hall = A deputy director of the Sundal museum"],
        ),
        (
            "A former director of the Sundal museum said the hall was cold. “We are sorry,” said Ana Reis, director of the Sundal museum.",
            &["the hall = A former director of the Sundal museum"],
        ),
        (
            "A director of the Sundal museum said the hall was cold. “We are sorry,” said Ana Reis, acting director of the Sundal museum.",
            &["the hall = A director of the Sundal museum"],
        ),
    ]);
}

#[test]
fn media_by_what_they_do() {
    check(&[
        (
            "The Orm Almanac reported that the mill was sold. On Friday The Orm Almanac reported that the miller was glad. \
             Peter Berg told The Orm Almanac that the loaf was stale.",
            &["the loaf = Orm Almanac < Peter Berg"],
        ),
        // Once may be a body's own news.
        (
            "The Orm Almanac reported that the mill was sold. On Friday The Orm Almanac moved. \
             Peter Berg told the Orm Almanac that the loaf was stale.",
            &["the loaf = Peter Berg"],
        ),
        // What is reported must be that something is so.
        (
            "The Orm Almanac reported a loss. On Friday The Orm Almanac reported another loss. \
             Peter Berg told the Orm Almanac that the loaf was stale.",
            &["the loaf = Peter Berg"],
        ),
        // Firms and authorities report on themselves.
        (
            "The Orm Cider Company reported that sales were small. On Friday The Orm Cider Company reported that stocks were high. \
             Peter Berg told The Orm Cider Company that the cider was sour.",
            &["the cider = Peter Berg"],
        ),
        (
            "The Sundal Police reported that a cart was lost. On Friday The Sundal Police reported that the cart was found. \
             Peter Berg told The Sundal Police that the cart was red.",
            &["the cart was red = Peter Berg"],
        ),
    ]);
}

#[test]
fn deeds_are_no_words() {
    for text in ["Goats attacked the hedge of the old mill at noon.", "The drought claimed 40 lives in the valley."] {
        let (_, attributed) = support::read(text);
        assert_eq!(attributed.statements, [], "{text}");
    }
}

#[test]
fn the_words_of_a_source_end_with_it() {
    check(&[
        // A document's issuer is looked for in the sentence that tells of it, not in a heading.
        (
            "Okafor’s family ‘heartbroken’ / One of Okafor’s aunts released a statement on Monday. / “We knew nothing,” the statement added.",
            &["We knew = One of Okafor’s aunts"],
        ),
        (
            "Vale was a diver, according to a profile on a job finding website and had once worked as a clerk, according to the Evening Herald.",
            &["Vale was a diver = Evening Herald < profile on a job finding website"],
        ),
        ("The ferry was old, according to the mayor and the council said it would sink.", &["The ferry = mayor"]),
        ("The ferry was old, according to the mayor and the council.", &["The ferry = mayor and the council"]),
    ]);
}

#[test]
fn terms_speak_for_nobody() {
    check(&[
        (
            "One official involved in the search but speaking on condition of anonymity told the Evening Herald that the port was closed.",
            &["the port = Evening Herald < One official involved in the search"],
        ),
        ("Two clerks speaking to reporters on background said the port was closed.", &["the port = Two clerks"]),
        ("An official who spoke on the condition of anonymity said the port was closed.", &["the port = an official"]),
        ("“We were wrong,” said Fred Okafor, a miller, speaking on condition of anonymity.", &["We were = Fred Okafor"]),
    ]);
}

#[test]
fn unnamed_ones_of_a_body() {
    check(&[
        ("The port was closed, an NFB source told reporters. The NFB runs the port.", &["The port was = an NFB source"]),
        ("Harbour Board sources said the port was closed.", &["the port = Harbour Board sources"]),
        ("Witnesses to the collision told the council that the port was closed.", &["the port = Witnesses to the collision"]),
    ]);
}

#[test]
fn a_slip_in_a_name() {
    check(&[
        (
            "Jon Stahlberg said the port was closed. / Stahlbreg said it was old. / He said that ships could leave.",
            &["it was old = Jon Stahlberg", "ships could = Jon Stahlberg"],
        ),
        // Two persons.
        ("Jon Stahlberg said the port was closed. / Ivo Stahlbreg said it was old.", &["it was old = Ivo Stahlbreg"]),
        ("Jon Stahlberg and Per Stahlborg were there. / Stahlbarg said the port was closed.", &["the port = Stahlbarg"]),
    ]);
}

#[test]
fn known_through_one_medium_alone() {
    check(&[
        (
            "A clerk at the mill told Radio Tarn that the weir was dry. / The wheel is oak. / The clerk said the wheel had stopped.",
            &["the wheel had = Radio Tarn < A clerk at the mill"],
        ),
        // Somebody named speaks to others as well.
        (
            "Lena Okafor told Radio Tarn that the weir was dry. / The wheel is oak. / Okafor said the wheel had stopped.",
            &["the wheel had = Lena Okafor"],
        ),
        // A station is called by its channel.
        ("“The weir was dry,” a miller told FOX7.", &["The weir = FOX7 < miller"]),
        ("The weir was dry, millers told the Tarn Intelligencer-Statesman.", &["The weir = Tarn Intelligencer-Statesman < millers"]),
    ]);
}
