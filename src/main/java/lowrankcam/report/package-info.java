/// Results for people: charts drawn as SVG and as pixels, Markdown, and self-contained HTML pages. Nothing is computed
/// here that is not in the CSV and JSON files of the same run, and no file outside a page is ever referred to.
/// Read {@link lowrankcam.report.RunFiles} first, then {@link lowrankcam.report.Document} and {@link lowrankcam.report.Surface}.
package lowrankcam.report;
