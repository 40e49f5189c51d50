/// The ground of all HTML pages: one file that needs nothing but itself. Templates, styles and scripts are plain files under
/// `src/main/resources/lowrankcam/page`; a text enters a page only as {@link lowrankcam.page.Markup}, which escapes it.
/// {@link lowrankcam.page.Page} puts them together; {@link lowrankcam.page.image} is the page of an image.
package lowrankcam.page;
