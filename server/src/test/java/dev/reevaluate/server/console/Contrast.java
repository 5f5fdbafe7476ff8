package dev.reevaluate.server.console;

/** What the texts of a page lack to be read: a contrast of 4.5 to what is behind them, as WCAG 2 asks for. */
final class Contrast {

    /** Names each text that has less, with its contrast; none of a part that is faded on purpose. */
    static final String OF_THE_PAGE = """
            (() => {
              const canvas = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
              const rgba = (color) => {
                canvas.clearRect(0, 0, 1, 1);
                canvas.fillStyle = color;
                canvas.fillRect(0, 0, 1, 1);
                return [...canvas.getImageData(0, 0, 1, 1).data];
              };
              const light = ([r, g, b]) => [r, g, b]
                .map((c) => c / 255)
                .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
                .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
              const behind = (element) => {
                for (let e = element; e; e = e.parentElement) {
                  const color = rgba(getComputedStyle(e).backgroundColor);
                  if (color[3] > 200) return color;
                }
                return rgba(getComputedStyle(document.documentElement).backgroundColor);
              };
              const contrast = (a, b) => (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
              return [...document.querySelectorAll('body *')]
                .filter((e) => [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim()))
                .filter((e) => e.checkVisibility({opacityProperty: true}) && !e.closest('.unseen, .skip, :disabled, [aria-disabled], .stale'))
                .map((e) => {
                  const style = getComputedStyle(e);
                  const ink = e instanceof SVGElement ? style.fill : style.color;
                  return [e.textContent.trim().slice(0, 30), contrast(light(rgba(ink)), light(behind(e)))];
                })
                .filter(([, ratio]) => ratio < 4.5)
                .map(([text, ratio]) => `${text}: ${ratio.toFixed(2)}`);
            })()
            """;

    private Contrast() {}
}
