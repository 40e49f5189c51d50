/// A demonstration: a head that learnt a side marker in place of the findings, and what its maps show. Read
/// {@link lowrankcam.shortcut.ShortcutRun}.
package lowrankcam.shortcut;
