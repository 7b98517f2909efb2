//! Who speaks, where something else stands nearer: pronouns, things, places, listeners, clauses in between.
//!
//! A case is a text and its expectations, as in `chains.rs`.

use support::check;

mod support;

#[test]
fn pronouns_go_to_who_spoke() {
    check(&[
        // A child, a thing or somebody's relative that is only spoken of.
        (
            "Mayor Lena Okafor spoke in the square on Friday. She told of a boy who was found in the ruins. “We can imagine what he saw,” she said.",
            &["We can imagine = Lena Okafor"],
        ),
        (
            "Marcus Vale said the dam held. The council had posted a note on its page. He also said the road was open.",
            &["the road was open = Marcus Vale"],
        ),
        (
            "Marcus Vale said he was on the ferry. On Monday he posted a message to his partner. He said he would report it.",
            &["he would report = Marcus Vale"],
        ),
        // Nobody is named in his own words.
        (
            "Marcus Vale praised the crew. “They were quick,” he said. Peter Berg would have drowned, he said.",
            &["Peter Berg would = Marcus Vale"],
        ),
        // A body may be.
        ("The ministry met on Friday. The ministry will retaliate, it said.", &["The ministry will = ministry"]),
        (
            "A spokesperson for the fire brigade said the fire was out. “Six crews are here,” they added.",
            &["Six crews = a spokesperson for the fire brigade"],
        ),
    ]);
}

#[test]
fn who_is_meant_by_some_others() {
    check(&[(
        "Ten women gathered in Tarn. The plan was rejected by others who believe that the fence will fail.",
        &["the fence will = others"],
    )]);
}

#[test]
fn nearer_words_are_no_speakers() {
    check(&[
        // The owner of the office, and its holder.
        ("In November, Tarnbook’s founding president, Sean Okafor, said the network knew it.", &["the network = Sean Okafor"]),
        ("“The truck went on,” said the Lower-Tarn sub-prefect, Bastien Hubert.", &["The truck = Bastien Hubert"]),
        ("A Transport for Tarn spokesman said the ferry was late.", &["the ferry = Transport for Tarn spokesman"]),
        // Times.
        (
            "Mr. Vale, who only hours earlier had promised the end of the curfew, said that the measure would stay.",
            &["the end of = Vale", "the measure = Vale"],
        ),
        (
            "In Tarn, organizers of the free fair that draws thousands of guests to the gate each year said the fence was wanted by police.",
            &["the fence = organizers of the free fair"],
        ),
        // A clause of circumstance with a subject of its own.
        (
            "The ferry line apologized to two players who were put ashore in Tarn after a guard accused them of stealing blankets.",
            &["them of = guard"],
        ),
        // A surname that looks like an adverb.
        ("Brigit Nicely was at the zoo. Nicely said the gorilla ran.", &["the gorilla = Brigit Nicely"]),
        // A noun behind `a` is no verb.
        ("The women who were robbed during a fireworks display near Tarn told how they had lost their phones.", &["how they = women"]),
        (
            "“People fell like pins,” Jonas Berg, an innkeeper on the promenade, told Radio Tarn.",
            &["People fell = Radio Tarn < Jonas Berg"],
        ),
        // Whom a verb brings to speak, and whose attempt it is.
        ("The revised offer may entice shareholders to demand that the board resign.", &["the board = shareholders"]),
        ("The quarrel shows Vale’s attempts to press the council to build a dam.", &["the council to = Vale"]),
        ("They struck other tones, with Vale saying he would ask for a vote.", &["he would = Vale"]),
    ]);
}

#[test]
fn things_infer_nothing() {
    check(&[
        ("Lena Okafor told lawmakers that the need for a fence implies that the square is unsafe.", &["the square is = Lena Okafor"]),
        ("“The fence was wrong,” Lena Okafor said. “It suggests that women are unsafe elsewhere.”", &["women are = Lena Okafor"]),
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
    ]);
}

#[test]
fn media_by_what_they_do() {
    check(&[(
        "The Unbowed reported that two players were put ashore. Peter Berg told The Unbowed that the line was sorry.",
        &["the line = Unbowed < Peter Berg"],
    )]);
}

#[test]
fn deeds_are_no_words() {
    check(&[("Gunmen attacked the bar in Tarn at night. The flood claimed 40 lives in Tarn.", &[])]);
    let (_, attributed) =
        support::read("Gunmen attacked the bar on the harbour square at night. The flood claimed 40 lives in the valley.");
    assert_eq!(attributed.statements, []);
}
