//! What each command means for the reader of a text.
//!
//! Tables only; the marks are made in `inline`. An argument pattern lists what follows a command: `s` a star, `o`
//! an argument in square brackets that may be missing, `m` one in braces, `c` one in braces or a command, `d` all
//! up to the next braces and these.

/// What a command means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    /// Its argument is emphasised.
    Emphasis,
    /// It holds up to the end of the group and takes the space behind it.
    Declaration {
        /// It emphasises.
        emphasis: bool,
    },
    /// It stands for a space.
    Space,
    /// It is no prose, and neither are these arguments.
    Opaque(&'static str),
    /// It and these arguments are no prose; what follows is.
    Hidden(&'static str),
    /// A letter that is written by name: `\ss`.
    Letter,
    /// An accent over the letter that follows.
    Accent,
    /// A citation by keys.
    Citation {
        /// Several groups of keys may follow.
        plural: bool,
    },
    /// A length is set behind it: `\hangindent=1cm`.
    Length,
    /// `\begin`
    Begin,
}

/// The meaning of the command `name`.
pub(super) fn meaning(name: &str) -> Meaning {
    if let Some(plural) = citation(name) {
        return Meaning::Citation { plural };
    }
    match name {
        "textit" | "emph" | "textsl" | "textbf" | "textsc" => Meaning::Emphasis,
        "it" | "em" | "bf" | "sl" | "sc" | "itshape" | "slshape" | "bfseries" | "scshape" => {
            Meaning::Declaration { emphasis: true }
        }
        "newblock" | "noindent" | "rm" | "sf" | "tt" | "normalfont" | "upshape" | "mdseries" | "rmfamily"
        | "sffamily" | "ttfamily" | "tiny" | "scriptsize" | "footnotesize" | "small" | "normalsize"
        | "large" | "Large" | "LARGE" | "huge" | "Huge" | "centering" | "raggedright" | "raggedleft"
        | "sloppy" => Meaning::Declaration { emphasis: false },
        "quad" | "qquad" | "enspace" | "enskip" | "thinspace" | "newline" | "linebreak" | "space" => {
            Meaning::Space
        }
        "ss" | "ae" | "AE" | "oe" | "OE" | "aa" | "AA" | "o" | "O" | "l" | "L" | "i" | "j" => Meaning::Letter,
        "c" | "v" | "u" | "H" | "k" | "r" | "b" | "d" | "t" => Meaning::Accent,
        "begin" => Meaning::Begin,
        "hangindent" | "hangafter" | "parindent" | "parskip" | "leftskip" | "rightskip" | "baselineskip"
        | "hskip" | "vskip" | "kern" => Meaning::Length,
        "end" => Meaning::Hidden("m"),
        "footnote" | "footnotetext" | "caption" | "hyperref" | "title" | "author" | "item" => {
            Meaning::Hidden("o")
        }
        "section" | "subsection" | "subsubsection" | "chapter" | "part" | "paragraph" => {
            Meaning::Hidden("so")
        }
        "makebox" | "framebox" => Meaning::Hidden("oo"),
        "parbox" => Meaning::Hidden("ooom"),
        "raisebox" => Meaning::Hidden("moo"),
        "textcolor" | "colorbox" => Meaning::Hidden("om"),
        "foreignlanguage" | "hyperlink" | "hypertarget" | "scalebox" | "rotatebox" => Meaning::Hidden("om"),
        "multicolumn" | "resizebox" => Meaning::Hidden("smm"),
        _ => opaque(name).map_or(Meaning::Hidden(""), Meaning::Opaque),
    }
}

/// The arguments of a command that is no prose together with them.
fn opaque(name: &str) -> Option<&'static str> {
    Some(match name {
        "label" | "ref" | "pageref" | "eqref" | "autoref" | "nameref" | "cref" | "Cref" | "vref"
        | "input" | "include" | "bibliography" | "bibliographystyle" | "vspace" | "hspace" | "index"
        | "pagestyle" | "thispagestyle" | "pagenumbering" | "graphicspath" | "hypersetup"
        | "selectlanguage" | "linespread" | "setstretch" | "markright" | "fontfamily" | "newcounter"
        | "stepcounter" | "refstepcounter" => "sm",
        "includegraphics" | "color" | "addbibresource" => "som",
        "usepackage" | "RequirePackage" | "documentclass" | "settextfont" | "setlatintextfont"
        | "setdigitfont" | "setmainfont" | "setsansfont" | "setmonofont" => "omo",
        "printbibliography" => "o",
        "setlength" | "addtolength" | "settowidth" => "cm",
        "setcounter" | "addtocounter" | "markboth" | "fontsize" | "hyphenpenalty" => "mm",
        "rule" => "omm",
        "addcontentsline" => "mmm",
        "newcommand" | "renewcommand" | "providecommand" | "DeclareRobustCommand" | "DeclareMathOperator" => {
            "scoom"
        }
        "newenvironment" | "renewenvironment" => "smoomm",
        "newtheorem" => "smomo",
        "def" | "gdef" | "edef" | "xdef" => "d",
        "let" => "cc",
        _ => return None,
    })
}

/// Whether an environment of prose takes no arguments in braces: what follows its `\begin` is its text.
pub(super) fn has_no_arguments(environment: &str) -> bool {
    matches!(
        environment,
        "latin"
            | "persian"
            | "farsi"
            | "arabic"
            | "english"
            | "LTR"
            | "RTL"
            | "LTRitems"
            | "RTLitems"
            | "abstract"
            | "center"
            | "document"
            | "flushleft"
            | "flushright"
            | "quotation"
            | "quote"
            | "verse"
    )
}

/// Whether a command cites by keys, and whether it may have several groups of them.
fn citation(name: &str) -> Option<bool> {
    let rest = name.get(1..)?;
    let lower = name.chars().next()?.to_ascii_lowercase();
    let known = |rest: &str| match lower {
        'c' => matches!(
            rest,
            "ite"
                | "itep"
                | "itet"
                | "itealp"
                | "itealt"
                | "iteauthor"
                | "iteyear"
                | "iteyearpar"
                | "itetitle"
                | "itedate"
                | "iteurl"
                | "itenum"
        ),
        'p' => rest == "arencite",
        't' => rest == "extcite",
        'a' => rest == "utocite",
        'f' => matches!(rest, "ootcite" | "ootcitetext" | "ullcite" | "ootfullcite"),
        's' => matches!(rest, "martcite" | "upercite"),
        'n' => rest == "ocite",
        _ => false,
    };
    if known(rest) {
        return Some(false);
    }
    rest.strip_suffix('s').is_some_and(known).then_some(true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn citations_are_known_in_all_their_forms() {
        for (name, plural) in [
            ("cite", Some(false)),
            ("Citet", Some(false)),
            ("parencites", Some(true)),
            ("Autocites", Some(true)),
            ("nocite", Some(false)),
            ("citation", None),
            ("s", None),
            ("مرجع", None),
        ] {
            assert_eq!(citation(name), plural, "{name}");
        }
    }
}
