//! Chains of several voices, form by form: who quotes, cites, carries, tells of others.
//!
//! A case is a text and its expectations, as in `chains.rs`.

use headwater_attribution::attribute;
use headwater_core::{ArticleId, Span};
use headwater_language::{Analysis, Sentence, Token, analyse};
use support::{chain, check, page};

mod support;

#[test]
fn quoted() {
    check(&[
        (
            "The Evening Herald quoted Lena Okafor as telling lawmakers that the port was closed.",
            &["the port = Evening Herald < Lena Okafor"],
        ),
        ("Lena Okafor was quoted by the Evening Herald as saying that the port was closed.", &["the port = Evening Herald < Lena Okafor"]),
        ("“We were wrong,” the Tarn News Agency quoted Lena Okafor as saying.", &["We were = Tarn News Agency < Lena Okafor"]),
        ("“We were wrong,” the agency cited Lena Okafor as saying.", &["We were = agency < Lena Okafor"]),
        ("State media quoted the king as warning that the port would be closed.", &["the port = State media < king"]),
        (
            "State television quoted Marcus Vale, the foreign minister, as saying the port was closed.",
            &["the port = State television < Marcus Vale"],
        ),
        ("The paper quoted an unnamed official as saying the port was closed.", &["the port = paper < an unnamed official"]),
        ("Lena Okafor was quoted as saying in the Evening Herald that the port was closed.", &["the port = Evening Herald < Lena Okafor"]),
        ("Lena Okafor was quoted in the Evening Herald as saying the port was closed.", &["the port = Evening Herald < Lena Okafor"]),
    ]);
}

#[test]
fn cited() {
    check(&[
        ("The port was closed, according to Lena Okafor, cited by the Tarn News Agency.", &["The port = Tarn News Agency < Lena Okafor"]),
        ("The port was closed, according to a spokesman quoted by the Tarn News Agency.", &["The port = Tarn News Agency < a spokesman"]),
        (
            "The port was closed, a spokesman for the ministry said, as quoted by the Tarn News Agency.",
            &["The port = Tarn News Agency < a spokesman for the ministry"],
        ),
        ("According to an official cited by the Evening Herald, the port was closed.", &["the port = Evening Herald < an official"]),
        ("An official quoted by the Evening Herald said the port was closed.", &["the port = Evening Herald < an official"]),
        (
            "The port was closed, according to a report in the Evening Herald that cited two officials.",
            &["The port = Evening Herald < two officials"],
        ),
        (
            "The port was closed, according to the Evening Herald, which cited two officials.",
            &["The port = Evening Herald < two officials"],
        ),
        ("The Evening Herald, citing two officials, reported that the port was closed.", &["the port = Evening Herald < two officials"]),
        (
            "The Evening Herald, which cited two officials, reported that the port was closed.",
            &["the port = Evening Herald < two officials"],
        ),
        ("Citing two officials, the Evening Herald reported that the port was closed.", &["the port = Evening Herald < two officials"]),
        (
            "The Evening Herald reported on Monday that the port was closed, citing two officials who had seen the order.",
            &["the port = Evening Herald < two officials"],
        ),
        ("The Tarn News Agency, quoting Lena Okafor, said the port was closed.", &["the port = Tarn News Agency < Lena Okafor"]),
        (
            "The port was closed, the Evening Herald reported, citing people familiar with the plan.",
            &["The port = Evening Herald < people familiar with the plan"],
        ),
        ("The port was closed, the Tarn News Agency reported, quoting an official.", &["The port = Tarn News Agency < an official"]),
        ("The port was closed, the Tarn News Agency said, citing the ministry.", &["The port = Tarn News Agency < ministry"]),
        ("The Evening Herald cited two officials as saying that the port was closed.", &["the port = Evening Herald < two officials"]),
    ]);
}

#[test]
fn heard() {
    check(&[
        ("The keeper heard Lena Okafor say that the port was closed.", &["the port = keeper < Lena Okafor"]),
        ("Marcus Vale left early. Ann Lund heard him say that the port was closed.", &["the port = Ann Lund < Marcus Vale"]),
        ("The driver said he overheard a guard saying that the port was closed.", &["the port = driver < a guard"]),
        ("Marcus Vale was heard saying that the port was closed.", &["the port = Marcus Vale"]),
        // Who did not hear it passes nothing on.
        ("Lena Okafor did not hear Marcus Vale say that the port was closed.", &["the port = Marcus Vale"]),
    ]);
}

#[test]
fn two_and_their_like() {
    check(&[
        ("Fishermen and the Harbour Board said the port was closed.", &["the port = Fishermen and the Harbour Board"]),
        ("The mayor and the writer said the port was closed.", &["the port = mayor and the writer"]),
        ("Since Vale took office, Norway and Sweden agreed that the port would be closed.", &["the port = Norway and Sweden"]),
        ("In a phone call, Lena Okafor and Marcus Vale agreed that the port was closed.", &["the port = Lena Okafor and Marcus Vale"]),
        ("Norway, Sweden, and Denmark said that the port was closed.", &["the port = Norway, Sweden, and Denmark"]),
        // One who holds two offices.
        ("Chairman and founder Lena Okafor said the port was closed.", &["the port = Lena Okafor"]),
    ]);
}

#[test]
fn what_is_cited_or_points_back() {
    check(&[
        ("Words can't express the sorrow of the town, Lena Okafor said.", &["Words can't = Lena Okafor"]),
        ("Lena Okafor told the Tarn Enquirer that the port was closed.", &["the port = Tarn Enquirer < Lena Okafor"]),
        (
            "A former harbour official disputes the finding. The port was never closed, the former official said.",
            &["the finding = a former harbour official", "The port = a former harbour official"],
        ),
        ("The Harbour Safety Board met on Monday. The board said the port was closed.", &["the port = Harbour Safety Board"]),
        (
            "After Vale's threats to impose fees on Bosk, experts warned that the port could close.",
            &["to impose = Vale", "the port = experts"],
        ),
        (
            "Nordlink Group sued the city in March. A spokeswoman for the company said the port was closed.",
            &["the port = spokeswoman for Nordlink Group"],
        ),
        ("Early reports from Norway and Sweden claimed that the port was closed.", &["the port = Early reports from Norway and Sweden"]),
        // Nobody says `it` of what he speaks for.
        (
            "Bosk will meet Norway. “It made clear that the port was closed,” said Lena Okafor, the foreign minister of Norway.",
            &["the port = Lena Okafor < Bosk"],
        ),
        ("The port has been described as a folly by the council.", &["a folly = council"]),
    ]);
}

#[test]
fn told_of_others() {
    check(&[
        ("Lena Okafor said the council proposed to open the port.", &["to open = Lena Okafor < council"]),
        ("Lena Okafor said the council swore to open the port.", &["to open = Lena Okafor < council"]),
        ("Lena Okafor said the council instructed workers to leave the port.", &["workers to leave = Lena Okafor < council"]),
        (
            "Lena Okafor told reporters that Marcus Vale had said the port was closed.",
            &["Marcus Vale had = Lena Okafor", "the port = Lena Okafor < Marcus Vale"],
        ),
        (
            "Lena Okafor said Marcus Vale had told her that the port was closed.",
            &["Marcus Vale had = Lena Okafor", "the port = Lena Okafor < Marcus Vale"],
        ),
        ("Lena Okafor said she was told by Marcus Vale that the port was closed.", &["the port = Lena Okafor < Marcus Vale"]),
        ("Lena Okafor said she had been told by the ministry that the port was closed.", &["the port = Lena Okafor < ministry"]),
        (
            "Marcus Vale wants the port to close, Lena Okafor said.",
            &["Marcus Vale wants = Lena Okafor", "the port to close = Lena Okafor < Marcus Vale"],
        ),
        (
            "Lena Okafor said that Marcus Vale “expressed his hope that the port would open.”",
            &["the port would = Lena Okafor < Marcus Vale"],
        ),
        ("Lena Okafor said Marcus Vale promised to open the port.", &["to open = Lena Okafor < Marcus Vale"]),
        ("Lena Okafor said Marcus Vale had agreed to open the port.", &["to open = Lena Okafor < Marcus Vale"]),
        ("Lena Okafor said experts believe the port will sink.", &["the port = Lena Okafor < experts"]),
        ("According to Lena Okafor, Marcus Vale believes the port will sink.", &["the port will = Lena Okafor < Marcus Vale"]),
        (
            "According to Lena Okafor, Marcus Vale told the council that the port would sink.",
            &["the port would = Lena Okafor < Marcus Vale"],
        ),
        (
            "Marcus Vale told the council that the port would sink, according to Lena Okafor.",
            &["the port would = Lena Okafor < Marcus Vale"],
        ),
        (
            "Marcus Vale told the council that the port would sink, according to two people who were in the room.",
            &["the port would = two people < Marcus Vale"],
        ),
        ("Marcus Vale warned in private that the port would sink, two officials said.", &["the port would = two officials < Marcus Vale"]),
        ("Lena Okafor said that, according to Marcus Vale, the port was closed.", &["the port was = Lena Okafor < Marcus Vale"]),
        ("Lena Okafor recalled Marcus Vale saying that the port was closed.", &["the port was = Lena Okafor < Marcus Vale"]),
        ("Lena Okafor recounted how Marcus Vale had said that the port was closed.", &["the port was = Lena Okafor < Marcus Vale"]),
    ]);
}

#[test]
fn carried() {
    check(&[
        ("“We were wrong,” the ministry said in a statement carried by the Tarn News Agency.", &["We were = Tarn News Agency < ministry"]),
        (
            "In a statement carried by the Tarn News Agency, the ministry said the port was closed.",
            &["the port = Tarn News Agency < ministry"],
        ),
        ("In a statement carried on state television, the ministry said the port was closed.", &["the port = state television < ministry"]),
        ("A statement carried by the Tarn News Agency said the port was closed.", &["the port = Tarn News Agency < statement"]),
        (
            "A ministry statement, published by the Tarn News Agency, said the port was closed.",
            &["the port = Tarn News Agency < ministry statement"],
        ),
        ("In remarks broadcast on state television, Marcus Vale said the port was closed.", &["the port = state television < Marcus Vale"]),
        ("Marcus Vale told state television that the port was closed.", &["the port = state television < Marcus Vale"]),
        ("Marcus Vale said on state television that the port was closed.", &["the port = state television < Marcus Vale"]),
        ("In comments to the Evening Herald, Marcus Vale said the port was closed.", &["the port = Evening Herald < Marcus Vale"]),
        ("Speaking to the Evening Herald, Marcus Vale said the port was closed.", &["the port = Evening Herald < Marcus Vale"]),
        (
            "Marcus Vale said in an interview published by the Evening Herald on Monday that the port was closed.",
            &["the port = Evening Herald < Marcus Vale"],
        ),
        ("Marcus Vale, in an interview with the Evening Herald, said the port was closed.", &["the port = Evening Herald < Marcus Vale"]),
    ]);
}

#[test]
fn spokespersons_and_documents() {
    check(&[
        (
            "Ivar Osten, a spokesman for Marcus Vale, said Mr. Vale believed the port was closed.",
            &["Mr. Vale believed = Ivar Osten", "the port = Ivar Osten < Marcus Vale"],
        ),
        ("Through a spokesman, Marcus Vale said the port was closed.", &["the port = Marcus Vale"]),
        ("Marcus Vale said through his lawyer that the port was closed.", &["the port = Marcus Vale"]),
        ("A spokesman for Marcus Vale said the port was closed.", &["the port = a spokesman for Marcus Vale"]),
        ("In a letter to the council, Marcus Vale wrote that the port was closed.", &["the port = Marcus Vale"]),
        ("The letter said that Marcus Vale had told the council the port was closed.", &["the port = letter < Marcus Vale"]),
        ("A report by the ministry said the port was closed.", &["the port = ministry"]),
        ("The police report quoted a witness as saying the port was closed.", &["the port = police report < a witness"]),
        (
            "Court documents say Marcus Vale told the police that the port was closed.",
            &["Marcus Vale told = Court documents", "the port = Court documents < Marcus Vale"],
        ),
        (
            "According to court documents, Marcus Vale told the police that the port was closed.",
            &["the port = court documents < Marcus Vale"],
        ),
        ("Police said a witness told them that the port was closed.", &["a witness told = Police", "the port = Police < a witness"]),
        ("Lena Okafor, citing police, said the port was closed.", &["the port = Lena Okafor < police"]),
        ("Lena Okafor cited a report by the ministry that said the port was closed.", &["the port = Lena Okafor < ministry"]),
        ("Lena Okafor pointed to a study showing that the port was closed.", &["the port = Lena Okafor < study"]),
        (
            "The ministry announced that the council had approved the plan, the Evening Herald reported.",
            &["the council = Evening Herald < ministry"],
        ),
        (
            "The Evening Herald reported that Marcus Vale had told aides that the port was closed.",
            &["the port = Evening Herald < Marcus Vale"],
        ),
        ("The Evening Herald reported that the ministry believes the port was closed.", &["the port = Evening Herald < ministry"]),
    ]);
}

#[test]
fn documents_of_a_speaker() {
    check(&[
        ("Lena Okafor’s letter said the council had insisted the port was safe.", &["the port = Lena Okafor < council"]),
        ("Lena Okafor has written to the council. In the letter, she said the port was closed.", &["the port = Lena Okafor"]),
        ("Lena Okafor has written to the council. Her letter said the port was closed.", &["the port = Lena Okafor"]),
        (
            "Lena Okafor said in a statement that the port was closed. / The statement said that ships could leave.",
            &["ships could = Lena Okafor"],
        ),
        ("Lena Okafor said in a letter that the port was closed. The letter added that ships could leave.", &["ships could = Lena Okafor"]),
        ("The ministry issued a statement on Monday. The statement said that ships could leave.", &["ships could = ministry"]),
        ("Marcus Vale released a report on Monday. The report says that ships could leave.", &["ships could = Marcus Vale"]),
        ("In a statement, the ministry said the port was closed. “It is closed,” the statement said.", &["It is = ministry"]),
    ]);
}

#[test]
fn others_inside_a_quotation() {
    check(&[
        ("“I told Marcus Vale that the port was closed,” Lena Okafor said.", &["I told = Lena Okafor"]),
        (
            "“Marcus Vale told me that the port was closed,” Lena Okafor said.",
            &["Marcus Vale told = Lena Okafor", "the port = Lena Okafor < Marcus Vale"],
        ),
        (
            "Lena Okafor met Marcus Vale on Monday. “He told me that the port was closed,” she said.",
            &["the port = Lena Okafor < Marcus Vale"],
        ),
        (
            "Lena Okafor spoke with Marcus Vale on Monday. “He firmly denied any knowledge of it,” Okafor said.",
            &["any knowledge = Lena Okafor < Marcus Vale"],
        ),
        (
            "Lena Okafor said that in their meeting Marcus Vale promised that the port would open.",
            &["the port = Lena Okafor < Marcus Vale"],
        ),
        (
            "“In our meeting, Marcus Vale said that he is willing to open the port,” Lena Okafor said.",
            &["he is willing = Lena Okafor < Marcus Vale"],
        ),
        (
            "“Marcus Vale said he would open the port,” Lena Okafor told reporters. “He expressed his eagerness to meet the council.”",
            &["he would = Lena Okafor < Marcus Vale", "his eagerness = Lena Okafor < Marcus Vale"],
        ),
        ("“They want to open the port,” Lena Okafor said of the council.", &["They want = Lena Okafor"]),
        ("“The council believes the port will sink,” Lena Okafor said.", &["the port = Lena Okafor < council"]),
        ("“The council made clear that it would not pay,” Lena Okafor said.", &["it would not = Lena Okafor < council"]),
        ("“The council made it clear that it would not pay,” said Lena Okafor, the mayor.", &["it would not = Lena Okafor < council"]),
        ("Lena Okafor said the council made it clear that it would not pay.", &["it would not = Lena Okafor < council"]),
        ("Lena Okafor said the council had made clear it would not pay.", &["it would not = Lena Okafor < council"]),
        ("Lena Okafor said the council seemed confident that it would not pay.", &["it would not = Lena Okafor < council"]),
        ("Lena Okafor said the council was convinced that it would win.", &["it would win = Lena Okafor < council"]),
        ("Lena Okafor said the council insisted it would not pay.", &["it would not = Lena Okafor < council"]),
        ("Lena Okafor told reporters that the council had pledged to open the port.", &["to open = Lena Okafor < council"]),
        ("Lena Okafor said the council had asked her to open the port.", &["her to open = Lena Okafor < council"]),
        ("Lena Okafor said the council had asked for the port to be opened.", &["the port = Lena Okafor < council"]),
        ("Lena Okafor said the council had offered to open the port.", &["to open = Lena Okafor < council"]),
        ("Lena Okafor said the council was prepared to open the port.", &["to open = Lena Okafor < council"]),
        ("Lena Okafor said the council was willing to open the port.", &["to open = Lena Okafor < council"]),
        ("Lena Okafor said the council threatened to close the port.", &["to close = Lena Okafor < council"]),
        ("Lena Okafor said the council had rejected claims that the port was closed.", &["the council had = Lena Okafor"]),
        (
            "Lena Okafor said she had received assurances from the council that the port would open.",
            &["the port would = Lena Okafor < council"],
        ),
        ("Lena Okafor said the council had assured her that the port would open.", &["the port would = Lena Okafor < council"]),
        ("Lena Okafor said the council had informed her that the port would open.", &["the port would = Lena Okafor < council"]),
        ("Lena Okafor said she was informed by the council that the port would open.", &["the port would = Lena Okafor < council"]),
        ("Lena Okafor acknowledged that the council had warned that the port would sink.", &["the port would = Lena Okafor < council"]),
        ("Lena Okafor confirmed that the council had ordered the port to close.", &["the council had = Lena Okafor"]),
        ("Lena Okafor said the council’s report found that the port would sink.", &["the port would = Lena Okafor < council’s report"]),
        ("Lena Okafor said a report showed that the port would sink.", &["the port would = Lena Okafor < report"]),
        ("Lena Okafor said data showed that the port would sink.", &["the port would = Lena Okafor < data"]),
        ("An aide to Lena Okafor said she believed the port would sink.", &["the port would = an aide to Lena Okafor < Lena Okafor"]),
        ("A person close to Lena Okafor said she wanted to close the port.", &["to close = a person close to Lena Okafor < Lena Okafor"]),
        ("Lena Okafor’s lawyer said his client denied the charges.", &["his client = Lena Okafor’s lawyer"]),
        ("Lena Okafor’s spokesman said that Okafor regretted the closure of the port.", &["Okafor regretted = Lena Okafor’s spokesman"]),
        ("Ivar Osten, Marcus Vale’s lawyer, said Vale believes the port was closed.", &["the port = Ivar Osten < Marcus Vale"]),
        ("Lena Okafor, speaking on behalf of the council, said the port was closed.", &["the port = Lena Okafor"]),
    ]);
}

#[test]
fn media_and_what_they_pass_on() {
    check(&[
        (
            "In an interview with the Tarn News Agency, Marcus Vale said the port was closed. “We were wrong,” Vale said.",
            &["We were = Tarn News Agency < Marcus Vale"],
        ),
        ("“We were wrong,” Marcus Vale told the Tarn News Agency. “It is closed.”", &["It is = Tarn News Agency < Marcus Vale"]),
        ("“We were wrong,” Marcus Vale told the Tarn News Agency. / “It is closed,” he said.", &["It is = Tarn News Agency < Marcus Vale"]),
        (
            "“We were wrong,” Marcus Vale told the Tarn News Agency. / He said the port was closed.",
            &["the port = Tarn News Agency < Marcus Vale"],
        ),
        (
            "“We were wrong,” Marcus Vale told the Tarn News Agency. / He added: “It is closed.”",
            &["It is = Tarn News Agency < Marcus Vale"],
        ),
        ("The Evening Herald reported that the port was closed. It said two ships had left.", &["two ships = Evening Herald"]),
        (
            "The Evening Herald, citing two officials, reported that the port was closed. The paper said two ships had left.",
            &["two ships = Evening Herald"],
        ),
        (
            "The Evening Herald reported that the port was closed. Citing an official, it said two ships had left.",
            &["two ships = Evening Herald < an official"],
        ),
        (
            "The Evening Herald reported that the port was closed, and quoted an official as saying two ships had left.",
            &["two ships = Evening Herald < an official"],
        ),
        (
            "The Tarn News Agency reported that a spokesman for the ministry had said the port was closed.",
            &["the port = Tarn News Agency < a spokesman for the ministry"],
        ),
        (
            "Police sources told the Tarn News Agency that a suspect had confessed to burning the port.",
            &["a suspect = Tarn News Agency < Police sources"],
        ),
        (
            "A police officer, who asked not to be named, told the Tarn News Agency the port was closed.",
            &["the port = Tarn News Agency < a police officer"],
        ),
        (
            "“The port is closed,” an official told the Tarn News Agency on condition of anonymity.",
            &["The port = Tarn News Agency < an official"],
        ),
        ("An official told the Evening Herald the port was closed.", &["the port = Evening Herald < an official"]),
        ("The Evening Herald asked Marcus Vale. He told the newspaper the port was closed.", &["the port = Evening Herald < Marcus Vale"]),
        ("The port is closed, local media reported.", &["The port = local media"]),
        ("Local media reported that Marcus Vale had told police the port was closed.", &["the port = Local media < Marcus Vale"]),
        ("Local media, quoting police, said the port was closed.", &["the port = Local media < police"]),
        ("Police said, according to local media, that the port was closed.", &["the port = local media < Police"]),
        ("Police were quoted by local media as saying the port was closed.", &["the port = local media < Police"]),
        ("According to local media, police said the port was closed.", &["the port = local media < police"]),
        ("According to the Evening Herald, Marcus Vale said the port was closed.", &["the port = Evening Herald < Marcus Vale"]),
        ("According to the Evening Herald, Marcus Vale wants to close the port.", &["to close = Evening Herald < Marcus Vale"]),
        ("“The port is closed,” Marcus Vale said, according to the Evening Herald.", &["The port = Evening Herald < Marcus Vale"]),
        ("“The port is closed,” Marcus Vale said, the Evening Herald reported.", &["The port = Evening Herald < Marcus Vale"]),
        (
            "“The port is closed,” Marcus Vale said, according to a transcript published by the ministry.",
            &["The port = transcript < Marcus Vale"],
        ),
        ("“The port is closed,” Marcus Vale wrote in a letter obtained by the Evening Herald.", &["The port = Marcus Vale"]),
        ("“The port is closed,” Marcus Vale wrote in a letter seen by the Tarn News Agency.", &["The port = Marcus Vale"]),
        ("“The port is closed,” Marcus Vale said, according to Lena Okafor.", &["The port = Lena Okafor < Marcus Vale"]),
        (
            "“The port is closed,” Marcus Vale told the council, according to two people who heard him.",
            &["The port = two people < Marcus Vale"],
        ),
        ("Marcus Vale, according to Lena Okafor, said the port was closed.", &["the port = Lena Okafor < Marcus Vale"]),
        ("In a tweet, Lena Okafor said Marcus Vale had told her the port was closed.", &["the port = Lena Okafor < Marcus Vale"]),
        ("Citing a report by the ministry, Lena Okafor said the port was closed.", &["the port = Lena Okafor < ministry"]),
        ("Lena Okafor said the port was closed, citing a report by the ministry.", &["the port = Lena Okafor < ministry"]),
        ("The council said the port was closed, citing safety concerns.", &["the port = council"]),
    ]);
}

#[test]
fn reports_of_police_media_and_offices() {
    check(&[
        ("Police said the suspect had threatened to burn the port.", &["to burn = Police < suspect"]),
        ("Police said the suspect threatened last year to burn the port.", &["to burn = Police < suspect"]),
        ("Authorities said the man denied setting the fire.", &["setting = Authorities < man"]),
        ("According to police, the suspect told officers that he had set the fire.", &["he had set = police < suspect"]),
        (
            "The suspect told officers that he had set the fire, according to charging documents.",
            &["he had set = charging documents < suspect"],
        ),
        ("The suspect told officers he had set the fire, prosecutors said.", &["he had set = prosecutors < suspect"]),
        ("The suspect told officers he had set the fire, prosecutors said in court documents.", &["he had set = prosecutors < suspect"]),
        ("The lawsuit says Marcus Vale told workers that the port was safe.", &["the port = lawsuit < Marcus Vale"]),
        ("In the lawsuit, Lena Okafor says Marcus Vale told her that the port was safe.", &["the port = Lena Okafor < Marcus Vale"]),
        ("The Tarn Gazette reported that police believed the fire was set.", &["the fire = Tarn Gazette < police"]),
        (
            "The Tarn Gazette, citing law enforcement officials, identified the suspect as Ivar Osten.",
            &["the suspect = Tarn Gazette < law enforcement officials"],
        ),
        ("“He was a quiet man,” a neighbor told the Tarn Gazette.", &["He was = Tarn Gazette < a neighbor"]),
        ("A neighbor, Ivar Osten, told The Associated Press that the fire was set.", &["the fire = Associated Press < Ivar Osten"]),
        (
            "Ivar Osten told The Associated Press in a telephone interview that the fire was set.",
            &["the fire = Associated Press < Ivar Osten"],
        ),
        ("The fire was set, Ivar Osten told AP.", &["The fire = AP < Ivar Osten"]),
        ("The fire was set, Ivar Osten told the AP by phone.", &["The fire = AP < Ivar Osten"]),
        ("State broadcaster TRB reported that the ministry had said the port was closed.", &["the port = TRB < ministry"]),
        (
            "The official Tarn News Agency quoted Lena Okafor, the trade minister, as saying the port was closed.",
            &["the port = Tarn News Agency < Lena Okafor"],
        ),
        ("In a commentary, the Tarn News Agency said the port was closed.", &["the port = Tarn News Agency"]),
        ("The ministry said in a statement on its website that the port was closed.", &["the port = ministry"]),
        ("The ministry said in a statement posted on its website that the port was closed.", &["the port = ministry"]),
        (
            "The ministry said in a statement released through the Tarn News Agency that the port was closed.",
            &["the port = Tarn News Agency < ministry"],
        ),
        ("The ministry will retaliate, it said in a statement carried by state media.", &["The ministry = state media < ministry"]),
        ("“We will retaliate,” the ministry said, according to state media.", &["We will = state media < ministry"]),
        ("State media reported that the council would retaliate.", &["the council = State media"]),
        ("State media reported on Monday that Marcus Vale called for the port to be closed.", &["the port = State media < Marcus Vale"]),
        ("Lena Okafor wrote on Twitter that Marcus Vale had told her the port was closed.", &["the port = Lena Okafor < Marcus Vale"]),
        ("Lena Okafor tweeted: “Marcus Vale just told me that the port will open.”", &["the port = Lena Okafor < Marcus Vale"]),
        (
            "Lena Okafor tweeted: “Just spoke to Marcus Vale. He told me that the port will open.”",
            &["the port = Lena Okafor < Marcus Vale"],
        ),
        ("Lena Okafor said: “I spoke to Marcus Vale and he said that the port will open.”", &["the port = Lena Okafor < Marcus Vale"]),
        ("“I spoke to Marcus Vale, and he told me the port will open,” Lena Okafor said.", &["the port = Lena Okafor < Marcus Vale"]),
        ("Lena Okafor criticized the council for saying that the port was safe.", &["the port = Lena Okafor < council"]),
        ("Lena Okafor noted that the council had promised to open the port.", &["to open = Lena Okafor < council"]),
        ("Lena Okafor said the council’s claim that the port was safe was false.", &["the port was = Lena Okafor < council"]),
        ("Lena Okafor said the council’s promise to open the port was empty.", &["to open = Lena Okafor < council"]),
        ("Lena Okafor cited the council’s warning that the port would sink.", &["the port would = Lena Okafor < council"]),
        ("Lena Okafor said the United States believes that the port is closed.", &["the port is = Lena Okafor < United States"]),
        (
            "Lena Okafor said Washington wants the port to close.",
            &["Washington wants = Lena Okafor", "the port to close = Lena Okafor < Washington"],
        ),
        ("Lena Okafor said doctors had told the family that he would live.", &["he would = Lena Okafor < doctors"]),
        ("Lena Okafor said scientists say the virus came from bats.", &["the virus = Lena Okafor < scientists"]),
        (
            "In a letter to Marcus Vale, Lena Okafor wrote that the council had repeatedly claimed that the port was safe.",
            &["the port was = Lena Okafor < council"],
        ),
        ("The letter from Lena Okafor to the council said the port was closed.", &["the port = Lena Okafor"]),
        ("A letter sent by Lena Okafor said the port was closed.", &["the port = Lena Okafor"]),
        ("A letter seen by the Tarn News Agency said the port was closed.", &["the port = letter"]),
        ("An internal memo obtained by the Evening Herald said the port was closed.", &["the port = internal memo"]),
        ("“The port is closed,” according to an internal memo obtained by the Evening Herald.", &["The port = internal memo"]),
        (
            "Lena Okafor’s office said in a statement that she believed the port was closed.",
            &["the port was = Lena Okafor’s office < Lena Okafor"],
        ),
        (
            "Mayor Lena Okafor said the port was closed. A spokeswoman said the mayor believed it would sink.",
            &["it would = a spokeswoman < Lena Okafor"],
        ),
        ("Mayor Lena Okafor said she had been assured by Marcus Vale that the port was safe.", &["the port = Lena Okafor < Marcus Vale"]),
        (
            "Mayor Lena Okafor said she had spoken to Marcus Vale, who told her that the port was safe.",
            &["the port = Lena Okafor < Marcus Vale"],
        ),
        ("Lena Okafor said Marcus Vale had called her to say that the port was safe.", &["the port = Lena Okafor < Marcus Vale"]),
        ("Lena Okafor said Marcus Vale had written to her saying that the port was safe.", &["the port = Lena Okafor < Marcus Vale"]),
        ("Lena Okafor said it was Marcus Vale who had said that the port was safe.", &["the port = Lena Okafor < Marcus Vale"]),
        ("A witness said he heard Marcus Vale say that the port was safe.", &["the port = a witness < Marcus Vale"]),
    ]);
}

/// The voices of a text of one sentence many times and another, of which the analysis knows only words and sentences: all of it takes long.
fn after_many(sentence: &str, many: usize, last: &str) -> Vec<String> {
    let article = page(&(sentence.repeat(many) + last));
    let mut analysis = Analysis::default();
    let (one, end) = (analyse(&page(sentence)), analyse(&page(last)));
    let parts = (0..many).map(|number| (&one, number * sentence.len())).chain([(&end, many * sentence.len())]);
    for (part, from) in parts {
        let moved = |span: Span| Span::new(span.start + from, span.end + from);
        let first = analysis.tokens.len();
        analysis.tokens.extend(part.tokens.iter().map(|token| Token { span: moved(token.span), ..*token }));
        analysis.sentences.extend(part.sentences.iter().map(|sentence| Sentence {
            span: moved(sentence.span),
            tokens: sentence.tokens.start + first..sentence.tokens.end + first,
            ..sentence.clone()
        }));
    }
    attribute(ArticleId(0), &article, &analysis).statements.iter().map(chain).collect()
}

/// Who issued a document may be a document that another document issued, and so on for a whole page.
#[test]
fn documents_without_end() {
    let cases = [
        ("The memo published a memo. ", "The memo said that it rained."),
        ("The letter released a letter. ", "The letter said that it rained."),
        ("The statement issued a statement. ", "The statement said it rained."),
        ("the report by ", "the report said that it rained."),
        ("by the report ", "said that it rained, according to the report by the report by the report by the ministry."),
    ];
    for (sentence, last) in cases {
        let reader = std::thread::Builder::new().stack_size(2 << 20).spawn(move || after_many(sentence, 20_000, last));
        assert!(reader.is_ok_and(|reader| reader.join().is_ok()), "{sentence}");
    }
    assert_eq!(after_many("The memo published a memo. ", 100, "The memo said that it rained."), ["memo"]);
}
