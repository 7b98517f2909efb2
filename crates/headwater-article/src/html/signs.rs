//! Signs of what a part of a page is for: tags, roles, and the words of its class and id.

use std::collections::HashMap;
use std::sync::LazyLock;

/// A set of signs. A part has those of everything that it stands in.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) struct Signs(pub u64);

macro_rules! signs {
    ($($(#[doc = $doc:literal])* $name:ident = $bit:literal;)*) => {
        impl Signs {
            $($(#[doc = $doc])* pub(crate) const $name: Self = Self(1 << $bit);)*
        }
    };
}

signs! {
    /// Menus, breadcrumbs, pagers.
    NAV = 0;
    /// The site's foot.
    FOOTER = 1;
    /// The site's or an article's head.
    HEADER = 2;
    /// `<aside>` and side columns.
    ASIDE = 3;
    /// `<figure>`, galleries, media boxes.
    FIGURE = 4;
    /// Words below a picture.
    CAPTION = 5;
    /// Picture credits.
    CREDIT = 6;
    /// Who wrote it.
    BYLINE = 7;
    /// When it was written.
    DATE = 8;
    /// Other stories.
    RELATED = 9;
    /// Share bars and social boxes.
    SHARE = 10;
    /// Adverts.
    ADVERT = 11;
    /// Newsletters, subscriptions, sign-in.
    NEWSLETTER = 12;
    /// Readers' comments.
    COMMENT = 13;
    /// Consent banners.
    COOKIE = 14;
    /// The body of an article.
    BODY = 15;
    /// Titles.
    TITLE = 16;
    /// Standfirsts.
    LEAD = 17;
    /// Keywords.
    TAGS = 18;
    /// Boxes about the author.
    AUTHOR_BOX = 19;
    /// What asks for payment.
    PAYWALL = 20;
    /// Players and embedded posts.
    EMBED = 21;
    /// Modal windows, pop-ups, toasts.
    DIALOG = 22;
    /// Kicker or section above the title.
    KICKER = 23;
    /// Not shown.
    HIDDEN = 24;
    /// `<form>`, `<button>`, `<label>`.
    FORM = 25;
    /// `<article>`.
    ARTICLE = 26;
    /// `<main>`.
    MAIN = 27;
    /// `<blockquote>`.
    BLOCKQUOTE = 28;
    /// Pull quotes.
    PULLQUOTE = 29;
    /// `<ul>`, `<ol>`, `<dl>`.
    LIST = 30;
    /// `<table>`.
    TABLE = 31;
    /// Boxes with facts, infographics.
    FACTBOX = 32;
    /// Notes on corrections.
    CORRECTION = 33;
    /// Copyright and legal lines.
    LEGAL = 34;
    /// Teasers and cards.
    CARD = 35;
    /// A live blog's entry.
    LIVE = 36;
    /// Words for screen readers only.
    SPOKEN = 37;
    /// Posts of others that are quoted: tweets and their like.
    POST = 38;
}

impl Signs {
    pub(crate) fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    pub(crate) fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    pub(crate) fn any(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

/// Words of class names and ids, each with its sign. Compiled by hand from the naming habits of news sites and content management systems.
const WORDS: &[(Signs, &[&str])] = &[
    (
        Signs::NAV,
        &[
            "nav",
            "navbar",
            "navigation",
            "menu",
            "submenu",
            "breadcrumb",
            "breadcrumbs",
            "pagination",
            "pager",
            "topbar",
            "toolbar",
            "masthead",
            "megamenu",
            "sitenav",
            "skip",
            "skiplink",
            "hamburger",
            "toc",
            "navi",
        ],
    ),
    (Signs::FOOTER, &["footer", "foot", "bottom", "colophon"]),
    (Signs::ASIDE, &["sidebar", "aside", "rail", "rightcol", "rightrail", "sidecolumn", "marginalia", "marginal"]),
    (
        Signs::FIGURE,
        &[
            "figure",
            "gallery",
            "slideshow",
            "carousel",
            "slider",
            "image",
            "img",
            "photo",
            "picture",
            "media",
            "mediabox",
            "bild",
            "swiper",
            "lightbox",
            "thumbnail",
            "thumb",
        ],
    ),
    (
        Signs::CAPTION,
        &[
            "caption",
            "captions",
            "figcaption",
            "cutline",
            "bildunterschrift",
            "bildtext",
            "legend",
            "legende",
            "imagecaption",
            "photocaption",
            "didascalia",
            "pie",
        ],
    ),
    (
        Signs::CREDIT,
        &["credit", "credits", "photocredit", "copyright", "photographer", "source", "quelle", "attribution", "fotograf", "rights"],
    ),
    (
        Signs::BYLINE,
        &[
            "byline",
            "author",
            "authors",
            "autor",
            "autoren",
            "auteur",
            "autore",
            "signature",
            "writer",
            "contributor",
            "contributors",
            "reporter",
            "byl",
            "journalist",
            "firma",
        ],
    ),
    (
        Signs::DATE,
        &["date", "dateline", "datum", "time", "timestamp", "published", "pubdate", "datetime", "updated", "fecha", "dateandtime"],
    ),
    (
        Signs::RELATED,
        &[
            "related",
            "relateds",
            "recommended",
            "recommendation",
            "recommendations",
            "recirc",
            "recirculation",
            "more",
            "readmore",
            "morefrom",
            "mostread",
            "popular",
            "mostpopular",
            "trending",
            "outbrain",
            "taboola",
            "upnext",
            "seealso",
            "similar",
            "suggested",
            "suggestions",
            "readnext",
            "further",
            "relacionadas",
            "relacionados",
            "lire",
            "aussi",
            "verwandte",
            "latest",
            "mehr",
            "weiterlesen",
            "linklist",
            "linkbox",
            "internallink",
            "inlinelink",
            "readalso",
            "crosslinks",
            "associated",
            "zone",
        ],
    ),
    (
        Signs::SHARE,
        &[
            "share",
            "shares",
            "sharing",
            "sharebar",
            "sharetools",
            "social",
            "socials",
            "socialbar",
            "addthis",
            "addtoany",
            "sharedaddy",
            "follow",
            "followus",
            "teilen",
            "bookmark",
            "whatsapp",
            "facebook",
            "twitter",
            "actions",
            "audioplayer",
            "print",
        ],
    ),
    (
        Signs::ADVERT,
        &[
            "ad",
            "ads",
            "advert",
            "adverts",
            "advertisement",
            "advertising",
            "adslot",
            "adsense",
            "adunit",
            "adbox",
            "adwrapper",
            "adcontainer",
            "dfp",
            "gpt",
            "sponsor",
            "sponsored",
            "sponsorship",
            "promoted",
            "native",
            "anzeige",
            "werbung",
            "publicidad",
            "pub",
            "commercial",
            "affiliate",
            "shop",
            "shopping",
            "deal",
            "deals",
            "banner",
        ],
    ),
    (
        Signs::NEWSLETTER,
        &[
            "newsletter",
            "newsletters",
            "subscribe",
            "subscription",
            "signup",
            "optin",
            "mailchimp",
            "register",
            "registration",
            "login",
            "signin",
            "abo",
            "push",
            "notification",
            "notifications",
            "appdownload",
            "cta",
            "donate",
            "donation",
            "support",
            "membership",
        ],
    ),
    (
        Signs::COMMENT,
        &[
            "comment",
            "comments",
            "commenting",
            "disqus",
            "kommentare",
            "kommentar",
            "commentaires",
            "respond",
            "discussion",
            "replies",
            "livefyre",
            "coral",
            "spotim",
            "hyvor",
            "forum",
            "community",
        ],
    ),
    (
        Signs::COOKIE,
        &["cookie", "cookies", "consent", "gdpr", "onetrust", "cmp", "privacy", "didomi", "usercentrics", "cookiebot", "cookiebar"],
    ),
    (
        Signs::BODY,
        &[
            "articlebody",
            "storybody",
            "entrycontent",
            "postcontent",
            "articlecontent",
            "storycontent",
            "articletext",
            "storytext",
            "bodycopy",
            "bodytext",
            "postbody",
            "articulo",
            "richtext",
            "wysiwyg",
            "artikel",
            "fliesstext",
        ],
    ),
    (Signs::TITLE, &["headline", "title", "titre", "titel", "titulo", "titolo", "hed"]),
    (
        Signs::LEAD,
        &[
            "standfirst",
            "lead",
            "lede",
            "leadtext",
            "intro",
            "introtext",
            "dek",
            "deck",
            "subtitle",
            "subheadline",
            "subhead",
            "summary",
            "excerpt",
            "teaser",
            "chapo",
            "sommario",
            "sottotitolo",
            "vorspann",
            "ingress",
            "entradilla",
            "abstract",
            "kurztext",
        ],
    ),
    (
        Signs::TAGS,
        &["tags", "tag", "tagged", "keywords", "topics", "topic", "categories", "category", "hashtags", "taglist", "themen", "schlagworte"],
    ),
    (
        Signs::AUTHOR_BOX,
        &["authorbox", "authorbio", "bio", "authorinfo", "authorcard", "aboutauthor", "aboutauthors", "authordescription", "biography"],
    ),
    (Signs::PAYWALL, &["paywall", "piano", "tinypass", "regwall", "meter", "premium", "paid", "paygate", "barrier", "gate", "locked"]),
    (
        Signs::EMBED,
        &[
            "embed",
            "embedded",
            "player",
            "video",
            "videoplayer",
            "jwplayer",
            "brightcove",
            "audio",
            "podcast",
            "tweet",
            "instagram",
            "youtube",
            "iframe",
            "oembed",
            "playlist",
            "livestream",
        ],
    ),
    (Signs::DIALOG, &["modal", "popup", "overlay", "toast", "tooltip", "dialog", "lightbox", "drawer", "offcanvas", "snackbar", "flyout"]),
    (
        Signs::KICKER,
        &["kicker", "eyebrow", "overline", "dachzeile", "rubrik", "rubric", "section", "overtitle", "surtitre", "supertitle", "antetitulo"],
    ),
    (Signs::HIDDEN, &["hidden", "hide", "invisible", "noscript", "displaynone"]),
    (Signs::SPOKEN, &["sr", "visuallyhidden", "screenreader", "offscreen", "assistive", "a11y"]),
    (Signs::PULLQUOTE, &["pullquote", "pull", "pullout", "blockquote"]),
    (
        Signs::FACTBOX,
        &["factbox", "infobox", "faktenbox", "infographic", "infografik", "box", "keyfacts", "glossary", "explainer", "faq", "timeline"],
    ),
    (Signs::CORRECTION, &["correction", "corrections", "clarification", "editorsnote", "editornote", "erratum", "amended"]),
    (Signs::LEGAL, &["legal", "disclaimer", "terms", "imprint", "impressum", "copyrights"]),
    (
        Signs::CARD,
        &[
            "card",
            "cards",
            "tile",
            "teasers",
            "promo",
            "promos",
            "promobox",
            "listing",
            "listitem",
            "feed",
            "grid",
            "headlines",
            "snippet",
            "collection",
            "widget",
            "widgets",
            "module",
            "stories",
            "storylist",
            "strip",
            "river",
        ],
    ),
    (Signs::LIVE, &["liveblog", "livepost", "ticker", "liveticker"]),
];

/// Pairs of neighbouring words that mean another thing than each alone.
const PAIRS: &[(Signs, &[(&str, &str)])] = &[
    (
        Signs::BODY,
        &[
            ("article", "body"),
            ("article", "content"),
            ("article", "text"),
            ("story", "body"),
            ("story", "content"),
            ("story", "text"),
            ("entry", "content"),
            ("post", "content"),
            ("post", "body"),
            ("body", "copy"),
            ("body", "text"),
            ("content", "body"),
            ("rich", "text"),
            ("main", "content"),
            ("field", "body"),
            ("article", "paragraphs"),
            ("single", "content"),
            ("news", "content"),
            ("news", "body"),
            ("news", "text"),
            ("td", "post"),
            ("text", "content"),
            ("content", "article"),
            ("article", "main"),
            ("page", "content"),
            ("node", "body"),
            ("detail", "content"),
            ("detail", "text"),
            ("artikel", "text"),
        ],
    ),
    (
        Signs::AUTHOR_BOX,
        &[
            ("author", "bio"),
            ("author", "box"),
            ("author", "info"),
            ("about", "author"),
            ("author", "card"),
            ("author", "description"),
            ("author", "about"),
        ],
    ),
    (
        Signs::RELATED,
        &[
            ("read", "more"),
            ("read", "also"),
            ("read", "next"),
            ("also", "read"),
            ("more", "from"),
            ("more", "on"),
            ("most", "read"),
            ("most", "viewed"),
            ("most", "popular"),
            ("see", "also"),
            ("you", "may"),
            ("top", "stories"),
            ("next", "article"),
            ("prev", "next"),
            ("internal", "link"),
            ("inline", "link"),
            ("article", "list"),
            ("story", "list"),
            ("article", "links"),
        ],
    ),
    (Signs::SPOKEN, &[("sr", "only"), ("visually", "hidden"), ("screen", "reader")]),
    (Signs::NEWSLETTER, &[("sign", "up"), ("opt", "in"), ("app", "download")]),
    (Signs::CORRECTION, &[("editors", "note"), ("editor", "note")]),
    (Signs::PULLQUOTE, &[("pull", "quote")]),
    (Signs::CREDIT, &[("image", "source"), ("photo", "credit"), ("image", "credit")]),
    (
        Signs::POST,
        &[
            ("twitter", "tweet"),
            ("twitter", "video"),
            ("tweet", "embed"),
            ("embed", "tweet"),
            ("embedded", "tweet"),
            ("instagram", "media"),
            ("tiktok", "embed"),
            ("bluesky", "embed"),
            ("fb", "post"),
            ("reddit", "embed"),
        ],
    ),
    (Signs::LIVE, &[("live", "blog"), ("live", "post"), ("live", "ticker"), ("live", "entry")]),
    (Signs::FACTBOX, &[("fact", "box"), ("info", "box"), ("key", "points"), ("key", "facts")]),
];

/// The signs in the value of a class or id attribute.
pub(crate) fn of_names(names: &str) -> Signs {
    static SINGLE: LazyLock<HashMap<&str, Signs>> = LazyLock::new(|| {
        let mut table = HashMap::new();
        for (signs, words) in WORDS {
            for word in *words {
                let known: &mut Signs = table.entry(*word).or_default();
                *known = known.with(*signs);
            }
        }
        table
    });
    static PAIRED: LazyLock<HashMap<(&str, &str), Signs>> =
        LazyLock::new(|| PAIRS.iter().flat_map(|(signs, pairs)| pairs.iter().map(move |pair| (*pair, *signs))).collect());
    let mut signs = Signs::default();
    for name in names.split_ascii_whitespace().take(40) {
        let words = words(name);
        for (at, word) in words.iter().enumerate() {
            signs = signs.with(SINGLE.get(word.as_str()).copied().unwrap_or_default());
            if let Some(next) = words.get(at + 1) {
                signs = signs.with(PAIRED.get(&(word.as_str(), next.as_str())).copied().unwrap_or_default());
            }
        }
    }
    // `twitter-tweet` is no button of a network.
    if signs.any(Signs::POST) { signs.without(Signs::SHARE.with(Signs::EMBED)) } else { signs }
}

/// Words of one class name in lower case: `article__body-textBlock` is article, body, text, block.
fn words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = vec![String::new()];
    let mut small = false;
    for c in name.chars().take(120) {
        if !c.is_alphabetic() || (small && c.is_uppercase()) {
            words.push(String::new());
        }
        if c.is_alphabetic()
            && let Some(word) = words.last_mut()
        {
            word.extend(c.to_lowercase());
        }
        small = c.is_lowercase();
    }
    words.retain(|word| !word.is_empty());
    words
}

#[cfg(test)]
mod tests {
    use super::{Signs, of_names};

    #[test]
    fn reads_class_names() {
        assert_eq!(of_names("article__body"), Signs::BODY);
        assert_eq!(of_names("c-ArticleBody u-12"), Signs::BODY);
        assert!(of_names("newsletterSignup").any(Signs::NEWSLETTER));
        assert_eq!(of_names("shadow adder"), Signs::default());
        assert!(of_names("photo-caption").any(Signs::CAPTION));
        assert_eq!(of_names("twitter-tweet"), Signs::POST);
    }
}
