/// The page's script: colour scales, the stepper, and reflections on hover. The page reads well without it.
enum Script {
    static let javaScript = #"""
        (() => {
          "use strict";
          const root = document.documentElement;
          root.classList.add("js");
          const choice = { scale: "root", map: "grey" };
          const clamp = (x, a, b) => Math.min(b, Math.max(a, x));

          // Stored values are root-scaled: u in 0...1, and u * u is the share of the clip.
          const scaled = (u) => choice.scale === "root" ? u : choice.scale === "linear" ? u * u
            : Math.log1p(1000 * u * u) / Math.log1p(1000);

          // Perceptually uniform: OKLab with evenly rising lightness, from violet over teal to yellow (Ottosson 2020).
          const uniform = (t) => {
            const L = 0.16 + 0.78 * t, h = (300 - 195 * t) * Math.PI / 180, C = 0.13 + 0.03 * Math.sin(Math.PI * t);
            const a = C * Math.cos(h), b = C * Math.sin(h);
            const l = (L + 0.3963377774 * a + 0.2158037573 * b) ** 3;
            const m = (L - 0.1055613458 * a - 0.0638541728 * b) ** 3;
            const s = (L - 0.0894841775 * a - 1.291485548 * b) ** 3;
            const linear = [4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
              -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
              -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s];
            return linear.map((v) => 255 * (v <= 0.0031308 ? 12.92 * Math.max(0, v) : 1.055 * v ** (1 / 2.4) - 0.055));
          };

          const greyTable = () => Uint8ClampedArray.from({ length: 768 }, (_, i) => {
            const t = scaled(1 - Math.floor(i / 3) / 255);
            return choice.map === "grey" ? 255 - 255 * t : uniform(t)[i % 3];
          });

          const pixelsOf = (img) => {
            if (!img.values) {
              const canvas = document.createElement("canvas");
              canvas.width = img.naturalWidth; canvas.height = img.naturalHeight;
              const context = canvas.getContext("2d", { willReadFrequently: true });
              context.drawImage(img, 0, 0);
              img.values = context.getImageData(0, 0, canvas.width, canvas.height);
            }
            return img.values;
          };

          const recoloured = (source, kind) => {
            const result = new ImageData(source.width, source.height), from = source.data, to = result.data;
            const table = greyTable();
            for (let i = 0; i < from.length; i += 4) {
              if (kind === "difference") {
                const negative = from[i] < from[i + 2], t = scaled(1 - (negative ? from[i] : from[i + 2]) / 255);
                const end = negative ? [0, 114, 178] : [213, 94, 0];
                for (let c = 0; c < 3; c++) to[i + c] = 255 - t * (255 - end[c]);
              } else {
                for (let c = 0; c < 3; c++) to[i + c] = table[3 * from[i] + c];
              }
              to[i + 3] = 255;
            }
            return result;
          };

          const paint = (img) => {
            let canvas = img.nextElementSibling;
            if (!canvas || canvas.tagName !== "CANVAS") {
              canvas = document.createElement("canvas");
              canvas.setAttribute("role", "img");
              canvas.setAttribute("aria-label", img.alt);
              img.after(canvas);
            }
            const original = choice.scale === "root" && (choice.map === "grey" || img.dataset.kind === "difference");
            canvas.hidden = original; canvas.style.display = original ? "none" : "";
            img.style.display = original ? "" : "none";
            if (original) return;
            const picture = recoloured(pixelsOf(img), img.dataset.kind);
            canvas.width = picture.width; canvas.height = picture.height;
            canvas.getContext("2d").putImageData(picture, 0, 0);
          };

          const pictures = [...document.querySelectorAll('img[data-kind="pattern"], img[data-kind="difference"]')];
          const viewers = [];
          const repaint = () => { pictures.forEach(paint); viewers.forEach((v) => v.draw()); };

          document.querySelectorAll("#controls input").forEach((input) => input.addEventListener("change", () => {
            choice[input.name] = input.value;
            repaint();
          }));

          const readout = document.getElementById("readout");
          const say = (text, x, y) => {
            readout.textContent = text;
            readout.style.left = clamp(x + 14, 0, innerWidth - 240) + "px";
            readout.style.top = clamp(y + 14, 0, innerHeight - 60) + "px";
          };
          const hush = () => { readout.textContent = ""; };

          // Reflections: pointer or arrow keys. `marks` are {x, y, text}, in pixels of a picture `size` wide.
          const watch = (element, size, marks, value) => {
            let current = -1;
            const place = (mark) => {
              const box = element.getBoundingClientRect();
              return [box.left + mark.x * box.width / size, box.top + mark.y * box.width / size];
            };
            element.addEventListener("pointermove", (event) => {
              const box = element.getBoundingClientRect(), k = size / box.width;
              const x = (event.clientX - box.left) * k, y = (event.clientY - box.top) * k;
              let near = null, distance = Math.max(4, size / 36);
              for (const mark of marks()) {
                const d = Math.hypot(mark.x - x, mark.y - y);
                if (d < distance) { distance = d; near = mark; }
              }
              const here = value ? value(Math.floor(x), Math.floor(y)) : "";
              const text = [near ? near.text : "", here].filter(Boolean).join(" · ");
              if (text) say(text, event.clientX, event.clientY); else hush();
            });
            element.addEventListener("pointerleave", hush);
            element.addEventListener("blur", hush);
            element.addEventListener("keydown", (event) => {
              const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
              const list = marks();
              if (event.key === "Escape") hush();
              if (!step || !list.length) return;
              event.preventDefault();
              current = (current + step + list.length) % list.length;
              element.querySelectorAll("circle").forEach((c, i) => c.classList.toggle("on", i === current));
              say(list[current].text, ...place(list[current]));
            });
          };

          document.querySelectorAll(".panel").forEach((panel) => {
            const byMember = {};
            panel.querySelectorAll(".marks-overlay").forEach((svg) => {
              byMember[svg.closest(".pattern").dataset.member] = [...svg.querySelectorAll("circle")].map((c) => {
                const title = c.querySelector("title"), text = title.textContent;
                title.remove();
                return { x: Number(c.getAttribute("cx")), y: Number(c.getAttribute("cy")), text };
              });
            });
            panel.querySelectorAll(".pattern").forEach((figure) => {
              const img = figure.querySelector("img"), overlay = figure.querySelector(".marks-overlay");
              const marks = byMember[figure.dataset.member] || [];
              const value = (x, y) => {
                const data = pixelsOf(img), i = 4 * (y * data.width + x);
                if (x < 0 || y < 0 || x >= data.width || y >= data.height) return "";
                const [r, , b] = data.data.slice(i, i + 3);
                const negative = img.dataset.kind === "difference" && r < b;
                const clip = Number(panel.dataset[img.dataset.kind === "difference" ? "differenceClip" : "clip"]);
                const u = 1 - (img.dataset.kind === "difference" ? Math.min(r, b) : r) / 255;
                const counts = (negative ? "−" : "") + Number((clip * u * u).toPrecision(2));
                return "here " + (u >= 1 ? "≥ " : "") + counts + " counts";
              };
              const target = overlay || figure.querySelector(".picture");
              target.tabIndex = 0;
              watch(target, Number(img.getAttribute("width")), () => marks, value);
            });
          });

          document.querySelectorAll(".viewer").forEach((figure) => {
            const img = figure.querySelector("img"), canvas = figure.querySelector("canvas");
            const slider = figure.querySelector("input"), output = figure.querySelector("output");
            const data = JSON.parse(figure.querySelector("script").textContent), size = Number(figure.dataset.size);
            const section = figure.closest("section");
            const marks = () => data.marks.map((m) => ({ x: m.x, y: m.y, text: m.text
              + (m.intensity.length ? " · " + m.intensity[slider.value] + " % of the incident beam" : "") }));
            const draw = () => {
              const frame = Number(slider.value), context = canvas.getContext("2d", { willReadFrequently: true });
              context.drawImage(img, frame * size, 0, size, canvas.height, 0, 0, size, canvas.height);
              context.putImageData(recoloured(context.getImageData(0, 0, size, canvas.height), "pattern"), 0, 0);
              output.textContent = data.labels[frame];
              slider.setAttribute("aria-valuetext", data.labels[frame]);
              section.querySelectorAll(".cursor").forEach((line) => {
                const x = line.dataset.x.split(",")[frame];
                line.setAttribute("x1", x); line.setAttribute("x2", x); line.style.visibility = "visible";
              });
            };
            slider.addEventListener("input", draw);
            watch(canvas, size, marks, null);
            viewers.push({ draw });
            img.decode().then(draw, () => {});
          });

          addEventListener("beforeprint", () => document.querySelectorAll("details").forEach((d) => { d.open = true; }));
          const reveal = () => {
            const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
            for (let e = target; e; e = e.parentElement) if (e.tagName === "DETAILS") e.open = true;
            if (target) target.scrollIntoView();
          };
          addEventListener("hashchange", reveal);
          reveal();
        })();
        """#
}
