/// The page of one image: its maps to look at, LowRank-CAM mode by mode, what made them. Read
/// {@link lowrankcam.page.image.ImagePage}.
package lowrankcam.page.image;
