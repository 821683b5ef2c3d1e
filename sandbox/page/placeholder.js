// A placeholder for a picture: hills and a sun, always the same for the same address. Nothing is loaded.

import { drawn, numberOf } from "/page/elements.js";

const WIDTH = 480;
const HEIGHT = 230;
const HILLS = 5;

/** An SVG whose colours and lines follow from a text. */
export function cover(text) {
  const seed = numberOf(text);
  const hue = seed % 360;
  const id = `sky-${seed}`;
  const svg = drawn("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: "xMidYMid slice" });
  svg.setAttribute("aria-hidden", "true");
  svg.append(sky(id, hue), drawn("rect", { width: WIDTH, height: HEIGHT, fill: `url(#${id})` }), sun(seed, hue));
  for (let number = 0; number < HILLS; number += 1) svg.append(hill(number, seed, hue));
  return svg;
}

function sky(id, hue) {
  return drawn("linearGradient", { id, x1: "0", y1: "0", x2: "0", y2: "1" },
    drawn("stop", { offset: "0", "stop-color": `hsl(${hue} 30% 42%)` }),
    drawn("stop", { offset: "0.75", "stop-color": `hsl(${(hue + 40) % 360} 42% 70%)` }));
}

const sun = (seed, hue) => drawn("circle", {
  cx: 70 + (seed % 340), cy: 62 + (seed % 37), r: 20 + (seed % 14),
  fill: `hsl(${(hue + 60) % 360} 70% 90%)`, opacity: "0.85",
});

function hill(number, seed, hue) {
  const base = 88 + number * 27;
  const wave = 90 + ((seed >>> number) % 80);
  const height = 24 - number * 2.5;
  const points = [];
  for (let x = 0; x <= WIDTH; x += 12) {
    const swell = Math.sin((x + (seed % 977) * (number + 1)) / wave) + Math.sin((x * 2.3 + (seed % 977)) / wave) * 0.4;
    const y = base + swell * height;
    points.push(`${x} ${y.toFixed(1)}`);
  }
  const path = `M0 ${HEIGHT} L${points.join(" L")} L${WIDTH} ${HEIGHT} Z`;
  return drawn("path", { d: path, fill: `hsl(${(hue + 12 * number) % 360} 30% ${46 - number * 8}%)`, opacity: "0.9" });
}
