//! The settings as they are told to others: each with its kind and what it does, in English and in Persian.

/// What a setting may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SettingKind {
    /// Yes or no.
    Bool,
    /// A list of texts.
    Texts,
    /// A list of names of rules.
    Rules,
    /// A table of names of rules with their levels.
    Levels,
    /// One of these words.
    Choice(&'static [&'static str]),
}

/// A setting.
#[derive(Clone, Copy, Debug)]
pub struct Setting {
    /// Its key in `dabir.toml`.
    pub key: &'static str,
    /// What it may be.
    pub kind: SettingKind,
    /// It means something to an editor; else to the command line alone.
    pub in_editor: bool,
    /// What it does, in English.
    pub en: &'static str,
    /// What it does, in Persian.
    pub fa: &'static str,
}

/// The words of [`super::Level`].
pub const LEVELS: [&str; 5] = ["off", "hint", "info", "warning", "error"];

/// All settings.
pub const SETTINGS: [Setting; 11] = [
    Setting {
        key: "select",
        kind: SettingKind::Rules,
        in_editor: true,
        en: "The only rules that run; empty for all.",
        fa: "تنها این قاعده‌ها بررسی می‌شوند؛ خالی یعنی همه.",
    },
    Setting {
        key: "ignore",
        kind: SettingKind::Rules,
        in_editor: true,
        en: "Rules that do not run.",
        fa: "این قاعده‌ها بررسی نمی‌شوند.",
    },
    Setting {
        key: "severity",
        kind: SettingKind::Levels,
        in_editor: true,
        en: "Rules that are reported with another severity than their own, or not at all.",
        fa: "قاعده‌هایی که با شدتی دیگر گزارش می‌شوند، یا اصلاً نمی‌شوند.",
    },
    Setting {
        key: "include",
        kind: SettingKind::Texts,
        in_editor: false,
        en: "Further files that `dabir check` finds in folders, as patterns: `notes/*.txt`. For the command line alone.",
        fa: "پرونده‌های دیگری که `dabir check` در پوشه‌ها بررسی می‌کند، به شکل الگو. تنها برای خط فرمان.",
    },
    Setting {
        key: "libraries",
        kind: SettingKind::Texts,
        in_editor: true,
        en: "Bibliographies beside the manuscript (.bib, .ris, CSL-JSON, Typst's YAML). Paths start at the folder of `dabir.toml`, in an editor's settings at the first folder of the workspace.",
        fa: "کتاب‌نامه‌های کنار متن (\u{2066}.bib\u{2069}، \u{2066}.ris\u{2069}، CSL-JSON یا YAML تایپست). نشانی‌ها از پوشهٔ `dabir.toml` آغاز می‌شوند و در تنظیمات ویرایشگر از نخستین پوشهٔ باز.",
    },
    Setting {
        key: "user-libraries",
        kind: SettingKind::Texts,
        in_editor: true,
        en: "Bibliographies that every manuscript knows; `~` is the home folder.",
        fa: "کتاب‌نامه‌هایی که همهٔ متن‌ها می‌شناسند؛ `~` پوشهٔ خانگی است.",
    },
    Setting {
        key: "index-workspace",
        kind: SettingKind::Bool,
        in_editor: true,
        en: "Completion knows the references of the workspace's other manuscripts.",
        fa: "تکمیل، منابع متن‌های دیگر پوشه را هم می‌شناسد.",
    },
    Setting {
        key: "prose-completion",
        kind: SettingKind::Bool,
        in_editor: true,
        en: "Completion proposes authors of the list in running text: behind three letters, the first a capital, or behind four.",
        fa: "تکمیل، در متن هم نویسندگان فهرست را پیشنهاد می‌کند: پس از چهار حرف، و در خط لاتین پس از سه حرف که با حرف بزرگ آغاز شود.",
    },
    Setting {
        key: "completion-triggers",
        kind: SettingKind::Texts,
        in_editor: true,
        en: "Signs behind which authors are proposed in running text in any case, and which the proposal replaces.",
        fa: "نشانه‌هایی که پس از آن‌ها در متن همیشه نویسندگان پیشنهاد می‌شوند و پیشنهاد جای آن‌ها را می‌گیرد.",
    },
    Setting {
        key: "locale",
        kind: SettingKind::Choice(&["auto", "en", "fa"]),
        in_editor: true,
        en: "The language of messages; `auto` takes that of the editor or the terminal.",
        fa: "زبان پیام‌ها؛ `auto` زبان ویرایشگر یا پایانه است.",
    },
    Setting {
        key: "bidi-isolates",
        kind: SettingKind::Choice(&["auto", "always", "never"]),
        in_editor: true,
        en: "Whether shown texts carry the invisible characters that keep Persian and English apart; `auto` for clients that are known to render them.",
        fa: "آیا نوشته‌های نمایش‌داده‌شده نویسه‌های نامرئی جداکنندهٔ فارسی و انگلیسی دارند؛ `auto` برای ویرایشگرهایی که آن‌ها را درست نشان می‌دهند.",
    },
];
