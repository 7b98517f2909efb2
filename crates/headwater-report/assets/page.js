// Comfort for the page of a story: filter, order, keys, and a view that the address restores. Without it everything is still there.
// An address is `#place&q=words&order=time&show=single&open=1.2`: a place in the page, then what was chosen.
"use strict";
(() => {
  const $ = (selector, root = document) => root.querySelector(selector);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const filter = $("#filter"), order = $("#order"), show = $("#show"), status = $("#status"), keys = $("#keys");
  const rows = all(".rows > .row");
  const items = [...rows, ...all(".voice-row, .report-row, .conflict, .forecast, .event")];
  const narrow = matchMedia("(max-width: 74.99rem)");
  let opener = null;
  document.documentElement.classList.add("js");

  // The address.
  function read() {
    const [place, ...rest] = location.hash.slice(1).split("&");
    const chosen = new Map(rest.map((pair) => pair.split(/=(.*)/s).slice(0, 2)));
    const get = (key) => { try { return decodeURIComponent(chosen.get(key) ?? ""); } catch { return ""; } };
    return { place, q: get("q"), order: get("order") || "spread", show: get("show") || "all", open: get("open").split(".").filter(Boolean) };
  }
  function address(place) {
    const chosen = [];
    if (filter.value.trim()) chosen.push("q=" + encodeURIComponent(filter.value.trim()));
    if (order && order.value !== "spread") chosen.push("order=" + order.value);
    if (show && show.value !== "all") chosen.push("show=" + show.value);
    const open = all(".fold input:checked").map((box) => box.id.slice(4));
    if (open.length) chosen.push("open=" + open.join("."));
    return "#" + [place, ...chosen].join("&");
  }
  function remember() {
    history.replaceState(null, "", address(read().place));
  }

  // What is shown.
  const texts = new Map();
  function text(item) {
    if (!texts.has(item)) texts.set(item, (item.textContent + " " + all("[title]", item).map((it) => it.title).join(" ")).toLowerCase());
    return texts.get(item);
  }
  let sifted = "\nall", sorted = "spread";
  function sift() {
    const asked = [filter.value, show?.value].join("\n");
    if (asked === sifted) return;
    sifted = asked;
    const words = filter.value.toLowerCase().split(/\s+/).filter(Boolean);
    for (const item of items) {
      const found = words.every((word) => text(item).includes(word));
      const kept = !item.dataset.n || !show || show.value === "all" || (show.value === "single" ? "single" in item.dataset : item.dataset.clash > 0);
      item.hidden = !(found && kept);
    }
    for (const rest of all(".rest")) {
      if (words.length) rest.open = Boolean($("li:not([hidden])", rest));
      else if (rest.dataset.sifted) rest.open = false;
      rest.dataset.sifted = words.length ? "yes" : "";
    }
    const left = rows.filter((row) => !row.hidden).length;
    const nothing = $(".nothing");
    if (nothing) nothing.hidden = left > 0;
    status.textContent = words.length || left < rows.length ? `${left} of ${rows.length} claims` : "";
  }
  function sort() {
    if (!order || order.value === sorted) return;
    sorted = order.value;
    const number = (row, key) => Number(row.dataset[key]);
    const by = {
      spread: () => 0,
      origins: (a, b) => number(a, "least") - number(b, "least") || number(a, "n") - number(b, "n"),
      time: (a, b) => number(a, "time") - number(b, "time"),
      conflict: (a, b) => number(b, "clash") - number(a, "clash"),
    }[order.value];
    const inOrder = [...rows].sort((a, b) => by(a, b) || number(a, "n") - number(b, "n"));
    $(".rows").append(...inOrder);
  }

  function unfold() {
    for (const box of all(".fold input")) $(".grid").classList.toggle("unfold" + box.id.slice(4), box.checked);
  }

  // Sheets.
  function restore() {
    const view = read();
    filter.value = view.q;
    if (order) order.value = [...order.options].some((it) => it.value === view.order) ? view.order : "spread";
    if (show) show.value = [...show.options].some((it) => it.value === view.show) ? view.show : "all";
    for (const box of all(".fold input")) box.checked = view.open.includes(box.id.slice(4));
    unfold();
    sort();
    sift();
    go(view.place);
  }
  function go(place) {
    const target = place ? document.getElementById(place) : null;
    const sheet = target?.closest(".sheet") ?? null;
    for (const it of all(".sheet.open")) it.classList.toggle("open", it === sheet);
    for (const it of all(".lit, .now")) it.classList.remove("lit", "now");
    cover();
    if (!target) return;
    for (let it = target.parentElement; it; it = it.parentElement) if (it.tagName === "DETAILS") it.open = true;
    if (sheet) {
      sheet.classList.add("open");
      cover();
      if (target === sheet) sheet.scrollTop = 0;
      else light(target, sheet);
      pointOut(place);
      const stop = target === sheet ? $("h2", sheet) : target;
      if (!stop.hasAttribute("tabindex")) stop.tabIndex = -1;
      stop.focus({ preventScroll: true });
    } else if (target.matches(".row")) {
      $("a", target).focus({ preventScroll: true });
    }
    if (target !== sheet) aim(target, { block: sheet ? "center" : target.matches("section") ? "start" : "nearest" });
  }
  // The row and the shape from which a sheet hangs stay in sight beside it.
  function pointOut(place) {
    const cell = $(`.cells a[href="#${CSS.escape(place)}"]`);
    const note = document.getElementById(place.replace(/^s(?=\d+$)/, "n"));
    const claim = place.match(/^c\d+$/)?.[0] ?? $("a[href^='#c']", note ?? document.head)?.hash.slice(1);
    const row = cell?.closest(".row") ?? document.getElementById(claim?.replace("c", "r"));
    if (!row?.matches(".rows > .row")) return;
    row.classList.add("now");
    cell?.classList.add("now");
    if (!narrow.matches) (cell ?? row).scrollIntoView({ block: "nearest", inline: "nearest" });
  }
  // What is drawn only when it comes near takes its room late and moves what stands below it: aim until the target stands still.
  let aimed = null;
  function aim(target, where, still = 0, frames = 60) {
    aimed = target;
    const before = target.getBoundingClientRect().top;
    // A row with the matrix's head, so that its columns have names.
    if (target.matches(".row")) $(".grid").scrollIntoView({ block: "nearest" });
    target.scrollIntoView(where);
    const moved = Math.abs(target.getBoundingClientRect().top - before) > 1;
    if (still < 3 && frames) requestAnimationFrame(() => { if (aimed === target) aim(target, where, moved ? 0 : still + 1, frames - 1); });
  }
  for (const kind of ["wheel", "touchstart", "keydown", "mousedown"]) addEventListener(kind, () => { aimed = null; }, { passive: true, capture: true });
  // A sheet that covers the page takes it out of reach too.
  function cover() {
    document.documentElement.classList.toggle("reading", Boolean($(".sheet.open")));
    const covered = Boolean($(".sheet.open")) && narrow.matches;
    for (const it of [$(".masthead"), $(".bar"), $("main"), $(".foot")]) it.inert = covered;
  }
  narrow.addEventListener("change", cover);
  function light(target, sheet) {
    const number = numberOf(target);
    for (const it of number ? pieces(number, sheet) : [target]) it.classList.add("lit");
  }
  function close() {
    const sheet = $(".sheet.open");
    if (!sheet) return false;
    location.hash = address($(".close", sheet).hash.slice(1));
    if (opener?.isConnected) opener.focus({ preventScroll: true });
    return true;
  }
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    if (link.matches(".close")) return void close();
    if (!link.closest(".sheet")) opener = link;
    if (link.dataset.show && show) show.value = link.dataset.show;
    const next = address(link.hash.slice(1));
    if (next === location.hash) restore();
    else location.hash = next;
  });
  addEventListener("hashchange", restore);
  filter.addEventListener("input", () => { sift(); remember(); });
  for (const it of [order, show]) it?.addEventListener("change", () => { sort(); sift(); remember(); });
  for (const box of all(".fold input")) box.addEventListener("change", () => { unfold(); remember(); });

  // A statement and its note in the margin point at each other; a shape points at its column.
  for (const it of all(".text mark[id]")) {
    it.tabIndex = 0;
    it.setAttribute("aria-describedby", "n" + it.id.slice(1));
  }
  function numberOf(it) {
    return it.dataset.s ?? it.id.match(/^[sn](\d+)$/)?.[1];
  }
  function pieces(number, sheet) {
    return all(`#s${number}, #n${number}, [data-s="${number}"]`, sheet);
  }
  function point(event) {
    const said = event.target.closest?.(".text mark[id], .text mark[data-s], .notes li");
    for (const it of all(".near")) it.classList.remove("near");
    if (said) for (const it of pieces(numberOf(said), said.closest(".sheet"))) it.classList.add("near");
    for (const it of all(".outlet.here")) it.classList.remove("here");
    const column = event.target.closest?.(".cells a")?.className.match(/\bk\d+\b/);
    if (column) $(".outlet." + column[0])?.classList.add("here");
  }
  document.addEventListener("mouseover", point);
  document.addEventListener("focusin", point);

  // Keys.
  function step(by) {
    const sheet = $(".sheet.open.reader");
    const stops = sheet ? all(".text mark[id]", sheet) : all(".rows > .row").filter((row) => !row.hidden).map((row) => $("a", row));
    if (!stops.length) return;
    const now = stops.findIndex((stop) => stop === document.activeElement || stop.closest(".row")?.contains(document.activeElement));
    const next = stops[now < 0 ? (by > 0 ? 0 : stops.length - 1) : Math.min(Math.max(now + by, 0), stops.length - 1)];
    next.focus();
    next.scrollIntoView({ block: "nearest" });
  }
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || keys.open) return;
    const typing = event.target.matches("input[type=search], select, textarea");
    if (event.key === "Escape") {
      if (typing && filter.value) { filter.value = ""; sift(); remember(); }
      else if (typing) event.target.blur();
      else if (!close() && filter.value) { filter.value = ""; sift(); remember(); }
      return;
    }
    if (typing) {
      if (event.key === "Enter") { event.target.blur(); step(1); }
      return;
    }
    const act = { j: () => step(1), k: () => step(-1), "/": () => { filter.focus(); filter.select(); }, "?": () => keys.showModal() }[event.key];
    if (act) { event.preventDefault(); act(); }
  });
  $("#help").addEventListener("click", () => keys.showModal());

  // Light and dark.
  const theme = $("#theme"), dark = matchMedia("(prefers-color-scheme: dark)");
  const current = () => document.documentElement.dataset.theme ?? (dark.matches ? "dark" : "light");
  const label = () => { theme.textContent = current() === "dark" ? "Light" : "Dark"; };
  theme.addEventListener("click", () => { document.documentElement.dataset.theme = current() === "dark" ? "light" : "dark"; label(); });
  dark.addEventListener("change", label);
  label();
  restore();
  // When it has loaded the page, the browser goes to the place in the address its own way.
  addEventListener("load", () => requestAnimationFrame(() => { if (aimed) go(read().place); }));
})();
