//! Whole texts in LaTeX, marks as a reader sees them, and texts at random.

use super::super::testing::blocks;
use super::super::{Block, Format, Kind, MarkKind, State, View, cut, parse};
use crate::text::{Buffer, Local, TextSize};

fn check(text: &str, expected: &[(&str, &str)]) {
    let name = |kind: Kind| match kind {
        Kind::Heading(level) => format!("h{level}"),
        Kind::Paragraph => "p".to_owned(),
        Kind::Item { number } => number.map_or("item".to_owned(), |n| format!("item{n}")),
        Kind::Keyed { .. } => "keyed".to_owned(),
        other => format!("{other:?}").to_lowercase(),
    };
    let found: Vec<(String, String)> =
        blocks(Format::Latex, text).into_iter().map(|(kind, content)| (name(kind), content)).collect();
    let found: Vec<(&str, &str)> = found.iter().map(|(k, c)| (k.as_str(), c.as_str())).collect();
    assert_eq!(found, expected, "{text}");
}

#[test]
fn a_document_is_cut_into_blocks() {
    check(
        "\u{feff}% !TEX\n\n\\documentclass{article}\n\\title{x}\n\n\\usepackage{xepersian}\n\\begin{document} % x\n\n\
         متن\n\\section*{منابع}\\label{x}\n\\begin{latin}\n\\begin{thebibliography}{99}\n\\bibitem[Walt(1987)]{walt}\
         Walt,\n S. % no\n% \\item\n\n\\bibitem%\n {b} X.\n\\end{thebibliography}\n\\end{latin}\n\\end{document}\nx\n\ny",
        &[
            ("opaque", "% !TEX"),
            ("opaque", "\\documentclass{article}\n\\title{x}"),
            ("opaque", "\\usepackage{xepersian}"),
            ("opaque", "\\begin{document} % x"),
            ("p", "متن"),
            ("h1", "منابع"),
            ("opaque", "\\begin{latin}"),
            ("listopen", ""),
            ("keyed", "Walt,\n S."),
            ("keyed", "X."),
            ("listclose", ""),
            ("opaque", "\\end{latin}"),
            ("opaque", "\\end{document}"),
            ("opaque", "x"),
            ("opaque", "y"),
        ],
    );
}

#[test]
fn paragraphs_end_where_they_are_told_to() {
    check(
        "\\setlength{\\parskip}{4pt}\n\\noindent\\hangindent=1cm یک.\\par\nدو.\\par\n\\noindent سه",
        &[
            ("p", "\\setlength{\\parskip}{4pt}"),
            ("p", "\\noindent\\hangindent=1cm یک.\\par"),
            ("p", "دو.\\par"),
            ("p", "\\noindent سه"),
        ],
    );
    let text = "\\hangindent=1.5em \\parindent 0pt یک";
    let block = parse(Format::Latex, State::Prose, text);
    assert_eq!(View::new(text, &block, block.content).text, "یک");
}

#[test]
fn blocks_are_named() {
    check("\\chapter[short]{فصل {اول}} x\ny", &[("h1", "فصل {اول}"), ("p", "y")]);
    check("\\subsubsection{a}\r\n\\paragraph{b}", &[("h3", "a"), ("h4", "b")]);
    check(
        "\\begin{enumerate}\n\\item[۱۲.] بوزان\n\\item Walt\n\n\\item[الف)] x\n\\end{enumerate}",
        &[
            ("opaque", "\\begin{enumerate}"),
            ("item12", "بوزان"),
            ("item", "Walt"),
            ("item", "x"),
            ("opaque", "\\end{enumerate}"),
        ],
    );
    check("a\n\\[ x\n\n y \\]\nb", &[("p", "a"), ("opaque", "\\[ x\n\n y \\]"), ("p", "b")]);
    check("\\[ x \\] که در آن\nb", &[("p", "که در آن\nb")]);
    check("a $$\nx\n$$ b\n\\item c", &[("p", "a $$\nx\n$$ b"), ("item", "c")]);
    check(
        "\\begin{verbatim}\n\\item x\n\n% \\end{verbatim}\na",
        &[("opaque", "\\begin{verbatim}\n\\item x\n\n% \\end{verbatim}"), ("p", "a")],
    );
    check("\\begin{tabular}{l}\n\n\\item", &[("opaque", "\\begin{tabular}{l}\n\n\\item")]);
    check("\\begin{latin} Walt, S.\n\\end{latin} متن", &[("p", "Walt, S."), ("p", "متن")]);
    check("\\begin{latin}\\begin{itemize}[x] \\item a", &[("item", "a")]);
    check(
        "% یک\n% دو\nمتن % سه\n%چهار\n\n% x\n",
        &[("opaque", "% یک\n% دو"), ("p", "متن"), ("opaque", "% x")],
    );
    check("\n \t\n\r\nیک\rدو", &[("blank", ""), ("p", "یک\rدو")]);
    check("\\iffalse\na\n\\fi\nb", &[("opaque", "\\iffalse\na\n\\fi"), ("p", "b")]);
    check("\\section{ناتمام\nx", &[("h1", "ناتمام"), ("p", "x")]);
    check("\\section", &[("h1", "")]);
    check("\\bibitem{ناتمام", &[("item", "{ناتمام")]);
    check("%", &[("opaque", "%")]);
    check("\u{feff}", &[("blank", "")]);
}

fn view(text: &str) -> (View, Block) {
    let block = parse(Format::Latex, State::Prose, text);
    (View::new(text, &block, block.content), block)
}

#[test]
fn markup_is_taken_off_the_words() {
    for (text, seen) in [
        ("Walt. \\textit{The origins}. X", "Walt. The origins. X"),
        ("علی، {\\it کتاب {x}}، \\lr{Walt}", "علی، کتاب x، Walt"),
        ("a.\\newblock b~c\\ d\\\\[2pt]e", "a.b c d e"),
        ("a\\&b \\% c\\_d \\$5 % x", "a&b % c_d $5"),
        ("see \\url{http://a.b/c%20d_e#f~g} x", "see http://a.b/c%20d_e#f~g x"),
        ("\\href{http://a%b}{متن \\emph{x}} y", "متن x y"),
        ("a $x_{1}$ b \\(y\\) c \\ref{z}\\label{w}", "a \u{fffc} b \u{fffc} c \u{fffc}\u{fffc}"),
        ("M\\\"uller, Fran\\c cois, Stra\\ss e, \\'{e}", "Muller, Francois, Strasse, e"),
        ("می‌روم\\footnote[2]{بوزان، ۱۳۸۹.} و", "می‌رومبوزان، ۱۳۸۹. و"),
        ("costs $5 {x", "costs 5 x"),
        ("a \\verb|%{| b \\lstinline{x} c", "a \u{fffc} b \u{fffc} c"),
        ("a\\foo{b}} \\emph{c", "ab c"),
        ("a \\begin{align}x\\end{align} b \\end{latin}", "a \u{fffc} b "),
        ("\\textcolor{red}{a} \\color{red} b \\label{c", "a \u{fffc} b c"),
        ("a \\[ x", "a \u{fffc}"),
        ("a\\،b\\!c\\", "a،bc"),
        ("a \\newcommand*{\\x}[1]{#1} b \\def\\y#1{z}c", "a \u{fffc} b \u{fffc}c"),
        ("a``b'' c--d---e", "a``b'' c--d---e"),
        ("a \\iffalse x \\fi b", "a \u{fffc} b"),
        ("\\cite[see][12]{a,b} and \\citep {c}.", "\u{fffc} and \u{fffc}."),
        ("\\cite{a", "a"),
        ("{\\bf a} \\noindent b", "a b"),
    ] {
        assert_eq!(view(text).0.text, seen, "{text}");
    }
}

#[test]
fn emphasis_and_addresses_are_kept() {
    for (text, kind, expected) in [
        ("a \\emph{b \\textbf{c} $d$} {\\em e}", MarkKind::Emphasis, vec!["b \\textbf{c} $d$", "c", "e"]),
        ("\\underline{a} \\emph{} \\emph{b", MarkKind::Emphasis, vec![]),
        ("\\url{a_b} \\doi{10.1/x%y} \\path{c} \\url{}", MarkKind::Address, vec!["a_b", "10.1/x%y", "c"]),
        ("a % x\n\\% y % z\nb", MarkKind::Comment, vec!["% x", "% z"]),
        ("a % x\n % z\n", MarkKind::Comment, vec!["% x", "% z"]),
    ] {
        let block = view(text).1;
        let marks = block.marks.iter().filter(|mark| mark.kind == kind);
        assert_eq!(marks.map(|mark| mark.span.of(text)).collect::<Vec<_>>(), expected, "{text}");
    }
}

#[test]
fn keys_are_cited() {
    for (text, whole, keys) in [
        (
            "x \\cite[12]{walt1987, بوزان1389} y",
            "\\cite[12]{walt1987, بوزان1389}",
            vec!["walt1987", "بوزان1389"],
        ),
        ("\\parencites[12]{a}[3]{b} [c]", "\\parencites[12]{a}[3]{b}", vec!["a", "b"]),
        ("\\Citet*[\\emph{x}][{]}]{a,% b\n c,,}", "\\Citet*[\\emph{x}][{]}]{a,% b\n c,,}", vec!["a", "c"]),
        ("\\cite{}", "\\cite{}", vec![]),
        ("\\cite{a}{b}", "\\cite{a}", vec!["a"]),
    ] {
        let block = view(text).1;
        let found: Vec<&str> = block.keys.iter().flat_map(|k| &k.keys).map(|k| k.of(text)).collect();
        assert_eq!(found, keys, "{text}");
        assert_eq!(block.keys.iter().map(|k| k.span.of(text)).collect::<Vec<_>>(), [whole]);
    }
    assert_eq!(view("\\nocite{*}").1.keys, []);
    let source = "\\bibitem[{Walt [1]}]{ walt } X";
    let Kind::Keyed { key } = view(source).1.kind else { panic!("a key") };
    assert_eq!(key.of(source), "walt");
}

/// The blocks' lengths, with the state before each; every mark is looked at.
fn outline(text: &str, from: usize, state: State) -> Vec<(usize, State)> {
    let buffer = Buffer::new(text);
    let (mut at, mut state) = (from, state);
    let mut found = Vec::new();
    while at < text.len() {
        let cut = cut(Format::Latex, state, &mut buffer.lines_from(TextSize::new(at)));
        assert!(cut.lines > 0);
        let length: usize = buffer.lines_from(TextSize::new(at)).take(cut.lines).map(|l| l.len()).sum();
        sound(state, &text[at..at + length]);
        found.push((at, state));
        (at, state) = (at + length, cut.after);
    }
    assert_eq!(at, text.len());
    found
}

fn sound(state: State, source: &str) {
    let block = parse(Format::Latex, state, source);
    let fits = |span: Local| source.get(span.indexes()).is_some();
    assert!(fits(block.content), "{source:?}");
    let mut open: Vec<u32> = Vec::new();
    let mut last = (0, std::cmp::Reverse(u32::MAX));
    for mark in &block.marks {
        let Local { start, end } = mark.span;
        assert!(fits(mark.span) && start < end, "{source:?} {mark:?}");
        assert!(last <= (start, std::cmp::Reverse(end)), "{source:?} {:?}", block.marks);
        last = (start, std::cmp::Reverse(end));
        while open.pop_if(|close| *close <= start).is_some() {}
        assert!(open.last().is_none_or(|&close| end <= close), "{source:?} {:?}", block.marks);
        if mark.kind == MarkKind::Emphasis {
            open.push(end);
        }
    }
    let flat: Vec<_> = block.marks.iter().filter(|m| m.kind != MarkKind::Emphasis).collect();
    assert!(flat.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start), "{source:?} {flat:?}");
    assert!(
        block.keys.iter().all(|k| fits(k.span) && k.keys.iter().all(|&key| fits(key) && k.span.covers(key)))
    );
    if let Kind::Keyed { key } = block.kind {
        assert!(fits(key), "{source:?}");
    }
    let _ = View::new(source, &block, block.content);
}

const PIECES: [&str; 72] = [
    "\\",
    "{",
    "}",
    "[",
    "]",
    "$",
    "$$",
    "~",
    "%",
    "\n",
    "\n\n",
    "\r\n",
    "\r",
    " ",
    "\u{feff}",
    "\0",
    "متن",
    "Walt",
    "،",
    "۱۲",
    "*",
    "|",
    ",",
    "\\begin{",
    "\\end{",
    "\\begin{latin}",
    "\\end{latin}",
    "\\begin{thebibliography}{9}",
    "\\end{thebibliography}",
    "\\begin{document}",
    "\\end{document}",
    "\\begin{verbatim}",
    "\\end{verbatim}",
    "\\begin{tabular}",
    "\\end{tabular}",
    "\\[",
    "\\]",
    "\\(",
    "\\)",
    "\\iffalse",
    "\\fi",
    "\\else",
    "\\ifx",
    "\\item",
    "\\bibitem",
    "\\bibitem[",
    "\\section",
    "\\section*{",
    "\\documentclass",
    "\\usepackage",
    "\\emph{",
    "{\\it ",
    "\\textbf",
    "\\lr{",
    "\\url{",
    "\\href{",
    "\\doi",
    "\\cite",
    "\\parencites[",
    "\\nocite{*}",
    "\\label{",
    "\\newcommand{",
    "\\def\\x",
    "\\verb|",
    "\\lstinline[",
    "\\footnote",
    "\\ss",
    "\\c",
    "\\'",
    "\\\\[",
    "\\%",
    "\u{200f}",
];

#[test]
fn any_text_is_tiled_and_marked_soundly() {
    let mut seed = 0x9e37_79b9_7f4a_7c15_u64;
    let mut random = |below: usize| {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        (seed % below as u64) as usize
    };
    for _ in 0..ROUNDS {
        let text: String = (0..random(40) + 1).map(|_| PIECES[random(PIECES.len())]).collect();
        let whole = outline(&text, 0, State::initial());
        let (index, &(at, state)) = whole.iter().enumerate().nth(random(whole.len())).expect("a block");
        assert_eq!(outline(&text, at, state), whole[index..], "{text:?}");
    }
}

/// How many texts are made at random.
const ROUNDS: usize = 20_000;

#[test]
fn long_texts_are_read_to_their_end() {
    let size = 1 << 17;
    for piece in PIECES.into_iter().chain([
        "\\url{%}$",
        "$\\url{%}",
        "\\def ",
        "{$$ $",
        "\\cite[",
        "\\cite{%,",
        "[{",
        "\\(x",
        "{\\(",
        "\\let",
        "\\cite{a}[",
        "\\emph{a",
        "x\n",
        "\\begin{a}[",
        "\\url{\\url{a}",
        "\\[ x \\]",
        "$a$",
        "\\begin{align}",
        "\\foo%\n",
        "\\\\[a",
    ]) {
        let text = piece.repeat(size / piece.len());
        outline(&["a ", &text].concat(), 0, State::Prose);
    }
}
