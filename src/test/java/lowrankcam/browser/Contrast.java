package lowrankcam.browser;

/// How well the texts of a page can be read.
public final class Contrast {

    /// For each text its colour against the nearest ground that is not transparent, by WCAG 2.2: 4.5 : 1, or 3 : 1 if it is large.
    public static final String SCRIPT =
            """
            (() => {
              const numbers = (c) => c.match(/[\\d.]+/g).map(Number);
              const light = (c) => {
                const [r, g, b] = numbers(c).slice(0, 3).map((v) => v / 255).map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
                return 0.2126 * r + 0.7152 * g + 0.0722 * b;
              };
              const ground = (e) => {
                for (let at = e; at; at = at.parentElement) {
                  const c = getComputedStyle(at).backgroundColor;
                  if ((numbers(c)[3] ?? 1) === 1) { return c; }
                }
                return 'rgb(255, 255, 255)';
              };
              const weak = [];
              let texts = 0;
              const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
              for (let node = walk.nextNode(); node; node = walk.nextNode()) {
                const e = node.parentElement;
                if (!node.data.trim() || !e.checkVisibility({ visibilityProperty: true }) || ['SCRIPT', 'STYLE', 'TITLE', 'title'].includes(e.tagName)) { continue; }
                if (e.tagName === 'OPTION' && e.disabled) { continue; }
                const style = getComputedStyle(e);
                const a = light(e instanceof SVGElement ? style.fill : style.color);
                const b = light(ground(e));
                const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
                const size = parseFloat(style.fontSize);
                const large = size >= 24 || (size >= 18.66 && style.fontWeight >= 700);
                texts++;
                if (ratio < (large ? 3 : 4.5)) { weak.push([node.data.trim().slice(0, 40), ratio]); }
              }
              return { texts, ground: light(getComputedStyle(document.body).backgroundColor), weak };
            })()
            """;

    private Contrast() {}
}
