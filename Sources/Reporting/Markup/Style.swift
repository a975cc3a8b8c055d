/// The page's style sheet. Colours of end members, oracle and truth are those of Okabe & Ito (2008).
enum Style {
    /// Colours on a light ground.
    static let lightColours = """
        :root { color-scheme: light dark;
          --paper: #fff; --ink: #1a1a1a; --soft: #5c5c5c; --rule: #d8d8d8; --wash: #f5f5f3; --link: #00558c;
          --a: #0072b2; --b: #d55e00; --c: #009e73; --d: #a77600; --oracle: #cc79a7; --good: #00694d; --bad: #a34700; }
        """

    /// What plots need, on the page or alone.
    static let plots = """
        .plot text { font-size: 12px; fill: var(--ink); } .plot .tick { fill: var(--soft); font-size: 11px; }
        .plot .member-name { font-size: 20px; font-weight: 700; fill: var(--paper); }
        .grid { stroke: var(--rule); stroke-width: .6; } .axis { fill: none; stroke: var(--soft); }
        .line { fill: none; stroke-width: 2; stroke-linejoin: round; } .line.thin { stroke-width: 1.1; }
        .line.dashed { stroke-dasharray: 7 4; } .line.dotted { stroke-dasharray: 2 4; stroke-linecap: round; }
        .line.dash-dotted { stroke-dasharray: 8 3 2 3; } .line.long-dashed { stroke-dasharray: 11 3; }
        .line.behind { stroke-width: 8; opacity: .38; stroke-linecap: round; }
        .a { --this: var(--a); } .b { --this: var(--b); } .c { --this: var(--c); } .d { --this: var(--d); }
        .oracle { --this: var(--oracle); } .truth { --this: currentColor; } .neutral { --this: var(--soft); }
        .line { stroke: var(--this); } .marks { fill: var(--this); stroke: var(--this); stroke-width: 1.4; }
        .marks.hollow { fill: var(--paper); } .plot .label { fill: var(--this); font-weight: 600; paint-order: stroke; stroke: var(--paper); stroke-width: 3px; }
        .plot .cell { fill: var(--b); stroke: var(--paper); stroke-width: .6; }
        .plot .number { font-size: 10px; pointer-events: none; } .plot .number.kept { font-weight: 750; }
        .plot .miss circle { stroke: var(--this); stroke-width: 1.4; fill: none; } .plot .miss path { stroke: var(--this); stroke-width: 1.6; fill: none; }
        .plot .miss.kept-cross circle { fill: var(--this); }
        .layer, .fill { fill: var(--this); } b.a, b.b, b.c, b.d { color: var(--this); }
        .plot .label.oracle { fill: color-mix(in srgb, var(--oracle) 72%, var(--ink)); }
        .cursor { stroke: var(--ink); stroke-width: 1; stroke-dasharray: 3 3; visibility: hidden; }
        """

    static let css = """
        \(lightColours)
        @media (prefers-color-scheme: dark) { :root {
          --paper: #16181b; --ink: #e9e9e6; --soft: #a9a9a6; --rule: #3a3d42; --wash: #212429; --link: #7cc4f0;
          --a: #56b4e9; --b: #f08a3c; --c: #2fc79b; --d: #f0e442; --oracle: #cc79a7; --good: #4fd0a5; --bad: #f0a060; } }
        * { box-sizing: border-box; }
        html { scroll-padding-top: 3.2rem; }
        body { margin: 0; background: var(--paper); color: var(--ink);
          font: 16px/1.5 system-ui, -apple-system, "Segoe UI", "Noto Sans", sans-serif; }
        main, header, footer { max-width: 1200px; margin: 0 auto; padding: 0 20px; }
        header { padding-top: 2.2rem; }
        h1 { font-size: 1.75rem; line-height: 1.25; max-width: 34em; margin: 0 0 .6rem; text-wrap: balance; }
        h2 { font-size: 1.4rem; margin: 3.2rem 0 .6rem; padding-top: .8rem; border-top: 2px solid var(--ink); }
        h3 { font-size: 1.12rem; margin: 2rem 0 .4rem; }
        p, li, dd, details > ul { max-width: 70ch; }
        a { color: var(--link); }
        a:focus-visible, summary:focus-visible, input:focus-visible, [tabindex]:focus-visible {
          outline: 3px solid var(--link); outline-offset: 2px; }
        small, .note { font-size: .84rem; color: var(--soft); }
        .name, .digest, pre, code { font-family: ui-monospace, "DejaVu Sans Mono", monospace; }
        .name { font-weight: normal; font-size: .8rem; color: var(--soft); }
        .digest { overflow-wrap: anywhere; }
        nav ul { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: .2rem 1.1rem; margin: .4rem 0; max-width: none; }
        .verdicts { display: flex; flex-wrap: wrap; gap: 12px; margin: 1rem 0 .4rem; }
        .verdict-group { flex: 1 1 220px; background: var(--wash); border-left: 5px solid var(--soft); padding: .5rem .9rem; }
        .verdict-group p { margin: .15rem 0; }
        .verdict-group .number { font-size: 1.7rem; font-weight: 650; margin-right: .3rem; }
        .verdict-group.holds { border-color: var(--good); } .verdict-group.does-not-hold { border-color: var(--bad); }
        .links a { display: inline-block; margin-right: .5rem; }
        .verdict { font-weight: 650; white-space: nowrap; } .verdict.holds { color: var(--good); }
        .verdict.does-not-hold, .surprise, .failed strong { color: var(--bad); }
        .finding { border-left: 5px solid var(--soft); background: var(--wash); padding: .5rem .9rem; }
        .failed { border-left: 5px solid var(--bad); background: var(--wash); padding: .5rem .9rem; }
        .findings { list-style: none; padding: 0; margin: .4rem 0 1rem; } .findings li { margin: .25rem 0; max-width: 100ch; }
        .findings .measured { list-style: none; padding-left: 1.2rem; font-size: .92rem; }
        figure { margin: 1rem 0; } figcaption { font-size: .92rem; max-width: 78ch; margin-top: .3rem; }
        .row { display: flex; flex-wrap: wrap; gap: 10px 24px; align-items: flex-start; }
        .row > figure, .row > .cell, .row > .spare { flex: 1 1 300px; max-width: 640px; margin: .4rem 0; min-width: 0; }
        .row > .viewer { flex: 0 1 420px; } .row > .scatter { flex-basis: 460px; }
        .grid-2, .grid-3 { display: grid; gap: 10px 24px; grid-template-columns: repeat(2, minmax(0, 1fr)); margin-bottom: 14px; }
        .grid-3 { grid-template-columns: repeat(3, minmax(0, 1fr)); }
        .cell-title { margin: 0 0 .1rem; font-weight: 600; font-size: .92rem; }
        .values { font-size: .88rem; margin: .2rem 0; padding-left: 1.1rem; } p.values { padding: 0; }
        svg.plot { width: 100%; height: auto; display: block; color: inherit; }
        \(plots)
        .arrow { stroke: currentColor; fill: none; stroke-width: 1.4; }
        .leader { stroke: var(--ink); stroke-dasharray: 1 3; } .frame { fill: none; stroke: var(--soft); }
        .centre { fill: none; stroke: var(--ink); stroke-width: 3; }
        .panel { display: grid; grid-template-columns: repeat(4, minmax(0, 256px)); gap: 12px 16px; }
        .maps > .pattern { flex: 0 1 270px; } .panel.triple { grid-template-columns: repeat(6, minmax(0, 256px)); }
        .map-blocks { display: flex; flex-wrap: wrap; gap: 14px 34px; align-items: flex-start; } .map-row { display: flex; flex-wrap: wrap; gap: 8px 10px; }
        .map { margin: 0; } .map figcaption { font-size: .8rem; line-height: 1.3; margin-top: .15rem; } .line-title { margin: .6rem 0 .1rem; font-weight: 600; }
        .components { display: grid; grid-template-columns: repeat(auto-fill, minmax(190px, 250px)); gap: 12px 18px; }
        .component .picture { margin-bottom: 6px; } .component .loading { max-width: 168px; }
        .scree { max-width: 700px; } .ring { fill: none; stroke: var(--this); stroke-width: 1.6; }
        .dots { fill: none; stroke: var(--this); stroke-width: 4.2; stroke-linecap: round; opacity: .55; }
        .pattern { margin: 0; } .pattern figcaption { font-size: .82rem; margin-top: .15rem; }
        .picture { position: relative; line-height: 0; }
        .picture img, .picture canvas { width: 100%; height: auto; image-rendering: pixelated; border: 1px solid var(--rule); background: #fff; }
        .picture svg { position: absolute; inset: 0; width: 100%; height: 100%; }
        .marks-overlay circle { fill: transparent; stroke: none; } .marks-overlay circle:hover, .marks-overlay circle.on {
          stroke: #d55e00; stroke-width: 1.5; }
        .scale-bar { pointer-events: none; } .scale-bar line { stroke: #000; } .scale-bar .halo { stroke: #fff; } .scale-bar text { fill: #000; font-weight: 600;
          paint-order: stroke; stroke: #fff; }
        .legends { align-self: center; display: grid; gap: 22px; padding: 0 10px; } .spare { min-height: 1px; }
        .legend-title { font-size: .8rem; } .legend img { height: 14px !important; display: block; }
        .legend .picture canvas { height: 14px; display: block; }
        .legend-ticks { position: relative; height: 1.2em; font-size: .74rem; color: var(--soft); }
        .legend-ticks span { position: absolute; transform: translateX(-50%); white-space: nowrap; }
        .viewer .strip { overflow-x: auto; } .strip img { image-rendering: pixelated; display: block; background: #fff; }
        .viewer input { width: 100%; } .viewer output { display: block; min-height: 3em; font-size: .88rem; }
        .scripted { display: none; } .js .scripted { display: block; } .js .viewer .strip { display: none; }
        #controls { position: sticky; top: 0; z-index: 2; background: var(--paper); border-bottom: 1px solid var(--rule); }
        #controls form { padding: .35rem 0; display: flex; flex-wrap: wrap; gap: .2rem 1.6rem;
          font-size: .88rem; }
        #controls fieldset { border: 0; padding: 0; margin: 0; display: flex; gap: .7rem; }
        #controls legend { float: left; margin-right: .7rem; font-weight: 600; padding: 0; }
        #readout { position: fixed; pointer-events: none; z-index: 3; background: #111; color: #fff; padding: .2rem .5rem; font-size: .82rem;
          border-radius: 3px; max-width: 22rem; } #readout:empty { display: none; }
        .scroll { overflow-x: auto; } table { border-collapse: collapse; font-size: .88rem; }
        th, td { text-align: left; vertical-align: top; padding: .28rem .6rem; border-bottom: 1px solid var(--rule); font-weight: 400; }
        thead th { font-weight: 650; border-bottom: 2px solid var(--soft); vertical-align: bottom; }
        th.n, td.n { text-align: right; font-variant-numeric: tabular-nums; } caption { text-align: left; color: var(--soft); }
        .scores tr.next td, .scores tr.next th { border-top: 0; } .scores td, .claims td { min-width: 4.2rem; }
        .claims th[scope=rowgroup] { min-width: 13em; } .claims td:last-child { min-width: 16em; } .claims .data { min-width: 15em; } .claims td.n { white-space: nowrap; } .claims .under { border: 1px solid currentColor; border-radius: 3px; padding: 0 .3rem; font-size: .82em; white-space: nowrap; } tr:target { background: var(--wash); }
        .gallery { display: grid; grid-template-columns: repeat(auto-fill, minmax(220px, 1fr)); gap: 14px 20px; margin-top: 1rem; }
        .card { margin: 0; } .pair { display: flex; gap: 4px; } .pair > * { flex: 1 1 0; min-width: 0; margin: 0; }
        .pair img { width: 100%; height: auto; border: 1px solid var(--rule); background: #fff; image-rendering: pixelated; }
        .small .line { stroke-width: 1.4; } .small .line.thin { stroke-width: .8; } .small .line.behind { stroke-width: 6; }
        .study th[scope=row] { min-width: 11em; } .study td { min-width: 4.4rem; } .study td.n { white-space: nowrap; }
        .claim-text { display: block; } td b { font-weight: 750; } .undefined { color: var(--soft); cursor: help; }
        .matrix { font-size: .8rem; } .matrix td, .matrix th { padding: .2rem .18rem; white-space: nowrap; } .matrix .group { border-left: 2px solid var(--soft); }
        .matrix th[scope=row] { white-space: normal; min-width: 9em; } .matrix .kept { color: var(--good); background: color-mix(in srgb, var(--good) 9%, var(--paper)); }
        .matrix .broken { color: var(--bad); background: color-mix(in srgb, var(--bad) 11%, var(--paper)); } .band td, .band th { border-top: 1px solid var(--soft); }
        .keys { display: flex; flex-wrap: wrap; gap: .2rem 1.4rem; max-width: none; font-size: .88rem; } svg.plot[width] { width: auto; display: inline; }
        .mini { margin: .5rem 0; } .mini th, .mini td { padding: .12rem .7rem; } .mini thead th { border-bottom-width: 1px; }
        .mini tbody tr:last-child > * { border-bottom: 0; }
        details { border-bottom: 1px solid var(--rule); padding: .15rem 0; } summary { cursor: pointer; padding: .3rem 0; }
        .metric-body { display: flex; gap: 20px; flex-wrap: wrap; } .metric-text { flex: 1 1 320px; }
        .sketch { width: 150px; height: 100px; background: var(--wash); flex: none; } .sketch .ring { fill: none; stroke: currentColor; stroke-width: .8; }
        .haze { fill: var(--soft); opacity: .35; } .hole { fill: var(--paper); }
        pre { background: var(--wash); padding: .7rem .9rem; overflow-x: auto; font-size: .82rem; }
        .facts { display: grid; grid-template-columns: max-content 1fr; gap: .2rem 1.2rem; } .facts dt { font-weight: 600; }
        .facts dd { margin: 0; overflow-wrap: anywhere; } .warnings li { overflow-wrap: anywhere; }
        footer { margin: 3rem auto 2rem; color: var(--soft); font-size: .84rem; }
        @media (max-width: 1100px) { .legend-ticks .minor { display: none; } .picture img[width="256"], .picture canvas[width="256"] { image-rendering: auto; } }
        @media (max-width: 900px) { .panel.triple { grid-template-columns: repeat(2, minmax(0, 256px)); } .panel.triple > .spare { display: none; } }
        @media (max-width: 680px) { .grid-2, .grid-3 { grid-template-columns: 1fr; } .panel { grid-template-columns: repeat(2, minmax(0, 256px)); } .panel > .spare { display: none; }
          .facts { grid-template-columns: 1fr; } }
        @media print { #controls, #readout, .viewer input, .viewer label { display: none !important; } body { font-size: 11px; }
          figure, tr, .verdict-group { break-inside: avoid; } .scroll { overflow: visible; } a { color: inherit; } }

        """
}
