//! What a run of words may mean: the names of the packs' lists.

/// A calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Calendar {
    /// Solar Hijri (Jalali).
    Solar,
    /// Lunar Hijri.
    Lunar,
    /// Gregorian.
    Gregorian,
}

/// On which side of its value a cue stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Side {
    /// The cue comes first.
    Before,
    /// The value comes first.
    After,
}

/// What a cue announces.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the names are the fields'")]
pub enum Sought {
    Translator,
    Editor,
    Volume,
    Issue,
    Pages,
    Chapter,
    Edition,
    Container,
    Publisher,
    Url,
    Accessed,
    Doi,
    Isbn,
    Issn,
    /// The number of volumes.
    Volumes,
    /// The number of a report.
    Report,
    Advisor,
    /// The writer of a foreword or introduction.
    Foreword,
}

/// A kind of work that a word gives away.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Genre {
    Thesis,
    Report,
    Conference,
    Newspaper,
    Law,
    Encyclopedia,
    Manuscript,
    Webpage,
    Interview,
    Patent,
    Standard,
    Journal,
}

/// What a place is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PlaceKind {
    /// A city or town.
    City,
    /// A state or province.
    Region,
    /// A country.
    Country,
}

/// One meaning of a run of words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the names are those of the pack's lists")]
pub enum Sense {
    Cue(Sought, Side),
    NoDate,
    InPress,
    NoPlace,
    NoPublisher,
    /// Numbered from spring, 0 to 3.
    Season(u8),
    /// Numbered from 0 to 11.
    Month(Calendar, u8),
    Era(Calendar),
    And,
    Others,
    Particle,
    Honorific,
    Suffix,
    Organisation,
    /// Keeps documents and manuscripts.
    Archive,
    Repeat,
    Ibid,
    Idem,
    OpCit,
    See,
    Secondary,
    /// Names the article of a dictionary: "s.v.".
    Headword,
    ReportingBefore,
    ReportingAfter,
    NotName,
    Sacred,
    Genre(Genre),
    Given,
    Place(PlaceKind),
    Publisher,
    FunctionWord,
    /// A number word, ordinal or cardinal: its value.
    Ordinal(u8),
}
