/* SPDX-License-Identifier: EUPL-1.2 */
(function () {
  const root = document.documentElement;
  const $ = bundled.jQuery;
  let texts, data, inverse;
  root.classList.add("js");
  if (location.hash.length > 1) root.classList.add("routed");

  function read(id) {
    return JSON.parse(document.getElementById(id).textContent);
  }

  function element(name, text, attributes) {
    const made = document.createElement(name);
    if (text !== undefined) made.textContent = text;
    for (const key in attributes || {}) made.setAttribute(key, attributes[key]);
    return made;
  }

  function fail(error) {
    document.getElementById("failure").hidden = false;
    console.error(error);
  }

  /* Which page: the section that holds the element of the address; a page of its own is shown from its top. */
  function route(first) {
    const asked = document.getElementById(location.hash.slice(1));
    if (!first && asked && asked.tagName === "MAIN") { asked.focus(); return; }
    const page = (asked && asked.closest(".page")) || document.querySelector(".page");
    for (const other of document.querySelectorAll(".page.current")) other.classList.remove("current");
    page.classList.add("current");
    root.classList.add("ready");
    for (const link of document.querySelectorAll(".menu a")) {
      if (link.hash === "#" + page.id) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    }
    const title = page.querySelector("h1");
    document.title = title.textContent + " – " + document.querySelector(".city").textContent.trim();
    try { enhance(page); } catch (error) { fail(error); }
    if (asked && asked !== page) asked.scrollIntoView();
    else window.scrollTo(0, 0);
    if (!first) title.focus({ preventScroll: true });
  }

  function language() {
    return {
      search: texts.search, info: texts.info, infoEmpty: texts.none, infoFiltered: texts.filtered,
      lengthMenu: texts.length, zeroRecords: texts.nothing, emptyTable: texts.none,
      decimal: texts.decimal, thousands: texts.thousands,
      paginate: { first: "«", previous: "‹", next: "›", last: "»" },
      aria: {
        orderable: texts.orderable, orderableReverse: texts.reverse, orderableRemove: texts.unorder,
        paginate: { first: texts.first, previous: texts.previous, next: texts.next, last: texts.last },
      },
    };
  }

  /* Two tables on a page: each one's pages are named after it. */
  function nameNavigation() {
    const container = this.api().table().container();
    const caption = container.querySelector("caption");
    for (const nav of container.querySelectorAll("nav")) nav.setAttribute("aria-label", texts.pages + " " + (caption ? caption.textContent : ""));
  }

  /* A spreadsheet runs what begins so (RFC 4180 says nothing of it): an apostrophe before texts, never before numbers. */
  function cell(value) {
    const text = String(value);
    return typeof value !== "number" && /^[=+\-@\t\r\0＝＋－＠]/.test(text) ? "'" + text : text;
  }

  /* Rows that were in the page are exported as they read, rows of the data as they are: never as mark-up. */
  function body(value, row, column, node) {
    const inPage = node && !node.closest(".from-data");
    return cell(inPage ? node.textContent.trim().replace(/\s+/g, " ") : value);
  }

  function options(name, more) {
    const csv = {
      extend: "csvHtml5", text: texts.export, filename: name, bom: true, fieldSeparator: ";",
      exportOptions: { columns: ":not(.no-export)", orthogonal: "export", format: { body: body } },
    };
    return Object.assign({
      order: [], autoWidth: false, pageLength: 50, lengthMenu: [25, 50, 100, 500], language: language(),
      drawCallback: nameNavigation,
      layout: { topStart: "search", topEnd: ["info", { buttons: [csv] }], bottomStart: "pageLength", bottomEnd: "paging" },
    }, more);
  }

  /* The region that scrolls is the table's own, so that the search field stays in view. */
  function frame(table) {
    const cell = table.closest(".dt-layout-table");
    if (!cell) return;
    cell.classList.add("scroll");
    cell.setAttribute("role", "group");
    cell.setAttribute("tabindex", "0");
    cell.setAttribute("aria-labelledby", table.querySelector("caption").id);
  }

  function enhance(page) {
    for (const table of page.querySelectorAll("table.enhanced:not(.dataTable)")) {
      if (table.tBodies[0].rows.length < 10) continue;
      table.parentElement.replaceWith(table);
      $(table).DataTable(options(page.id, {}));
      frame(table);
    }
    for (const place of page.querySelectorAll("[data-components]")) components(place);
    for (const place of page.querySelectorAll("[data-measured]")) measured(place);
  }

  function load() {
    if (data) return;
    data = read("data");
    const c = data.components;
    data.held = data.contains.map(function (steps) {
      let position = 0;
      return steps.map(function (step) { position += step; return position; });
    });
    const weak = new Set(c.weak);
    data.rows = c.rest.map(function (rest, n) {
      const at = rest.lastIndexOf("@");
      const licence = data.licences[c.licence[n]];
      return {
        n: n, id: c.prefixes[c.prefix[n]] + rest, weak: weak.has(n),
        name: n in c.names ? c.names[n] : at > 0 ? rest.slice(0, at) : rest,
        version: n in c.versions ? c.versions[n] : at > 0 ? rest.slice(at + 1) : "",
        licence: licence[0] || data.reasons[licence[4]] || "", class: data.classes[licence[2]],
        outcome: data.outcomes[c.outcome[n]], found: data.outcomes[c.outcome[n]][2], applications: 0,
      };
    });
    inverse = data.rows.map(function () { return []; });
    data.held.forEach(function (held, application) {
      for (const n of held) { inverse[n].push(application); data.rows[n].applications += 1; }
    });
  }

  const escaped = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
  function safe(text) {
    return String(text).replace(/[&<>"]/g, function (c) { return escaped[c]; });
  }

  /* DataTables reads what we hand over as mark-up: every text goes through `safe`, except to sort and export. */
  function column(key, title, more) {
    return Object.assign({
      data: key, title: safe(title),
      render: function (text, kind) { return kind === "display" || kind === "filter" ? safe(text) : text; },
    }, more);
  }

  function columns() {
    return [
      column("name", texts.component, { cellType: "th", createdCell: function (cell) { cell.setAttribute("scope", "row"); } }),
      column("version", texts.version), column("licence", texts.licence), column("class", texts.class),
      column("found", texts.found, {
        createdCell: function (cell, value, row) {
          const badge = element("span", "", { class: "badge v-" + row.outcome[0] });
          badge.append(element("span", row.outcome[1], { "aria-hidden": "true" }), " " + row.outcome[2]);
          cell.replaceChildren(badge);
        },
      }),
      column("applications", texts.applications, { className: "n", type: "num" }),
      column("id", texts.identifier, { visible: false }),
      {
        data: null, title: safe(texts.details), orderable: false, searchable: false, className: "no-export", defaultContent: "",
        createdCell: function (cell, value, row) {
          const label = texts.detailsOf.replace("%s", function () { return row.name + " " + row.version; });
          cell.replaceChildren(element("button", texts.details, { type: "button", "aria-expanded": "false", "aria-label": label }));
        },
      },
    ];
  }

  /* A CPE that repeats name and version is written short: `a:~:~:@`. */
  function cpe(text, row) {
    if (text[0] === "=") return text.slice(1);
    const full = "cpe:2.3:" + text.split(":").map(function (part) { return part === "~" ? row.name : part === "@" ? row.version : part; }).join(":");
    return full + ":*".repeat(13 - full.split(":").length);
  }

  function child(row) {
    const c = data.components, licence = data.licences[c.licence[row.n]];
    const list = element("dl");
    function add(word, text) { list.append(element("dt", word), element("dd", text || texts.unknown)); }
    add(texts.identifier, row.id + (row.weak ? " (" + texts.weak + ")" : ""));
    add(texts.statement, licence[1] || data.reasons[licence[4]]);
    add(texts.recognised, licence[4] ? texts.unknown : licence[3].join(", ") || texts.nobody);
    add(texts.supplier, c.suppliers[c.supplier[row.n]]);
    add(texts.type, c.types[c.type[row.n]]);
    if (c.cpe && row.n in c.cpe) add("CPE", cpe(c.cpe[row.n], row));
    for (const key of ["swid", "ancestors", "beside"]) if (c[key] && row.n in c[key]) add(texts[key], c.texts[c[key][row.n]]);
    if (c.machines && row.n in c.machines) add(texts.machines, c.machines[row.n]);
    const used = element("dd");
    inverse[row.n].forEach(function (n, i) {
      if (i) used.append(", ");
      used.append(element("a", data.applications[n][0], { href: "#application-" + data.applications[n][1] }));
    });
    if (!inverse[row.n].length) used.append(texts.noApplication);
    list.append(element("dt", texts.applications), used);
    return list;
  }

  function filters(api, rows) {
    const box = element("div", undefined, { class: "filters" });
    [["class", texts.class, 3], ["found", texts.found, 4]].forEach(function (each) {
      const values = Array.from(new Set(rows.map(function (row) { return row[each[0]]; })));
      const label = element("label", each[1]), select = element("select");
      select.append(element("option", texts.all, { value: "" }));
      for (const value of values.sort()) select.append(element("option", value, { value: value }));
      select.addEventListener("change", function () {
        const wanted = select.value;
        api.column(each[2]).search(wanted ? function (text, row) { return row[each[0]] === wanted; } : "").draw();
      });
      label.append(select);
      box.append(label);
    });
    return box;
  }

  function components(place) {
    const asked = place.dataset.components;
    delete place.dataset.components;
    load();
    const all = asked === "all";
    const rows = all ? data.rows : data.held[Number(asked)].map(function (n) { return data.rows[n]; });
    const caption = all ? texts.every : texts.components.replace("%s", function () { return data.applications[Number(asked)][0]; });
    const table = element("table", undefined, { class: "from-data" });
    const heading = element("caption", undefined, { id: "all-" + asked });
    heading.append(element("span", caption));
    table.append(heading);
    place.replaceChildren(table);
    const api = $(table).DataTable(options("sovaudit-composants", { data: rows, columns: columns(), deferRender: true }));
    frame(table);
    place.prepend(filters(api, rows));
    table.addEventListener("click", function (event) {
      const button = event.target.closest("button[aria-expanded]");
      if (!button) return;
      const row = api.row(button.closest("tr"));
      const open = !row.child.isShown();
      if (open) row.child(child(row.data()), "child").show();
      else row.child.hide();
      button.setAttribute("aria-expanded", String(open));
    });
  }

  /* A fact: name: value – file, place (day), aged, note. */
  function fact(n) {
    const m = data.measured, f = m.facts[n], t = function (i) { return m.texts[f[i] || 0]; };
    const item = element("li");
    item.append(element("span", t(0), { class: "what" }), texts.colon + " " + t(1) + " – " + [t(2), t(3)].join(" ").trim() + (f[4] ? " (" + t(4) + ")" : ""));
    if (f[6]) item.append(" ", element("span", texts.aged, { class: "aged" }));
    if (f[5]) item.append(" ", element("span", t(5), { class: "detail" }));
    return item;
  }

  function answer(title, name, given) {
    const row = element("tr"), head = element("th", title + " ", { scope: "row" }), known = element("td", data.measured.texts[given[0]], { class: given[1] ? "u said" : "said" });
    const small = element("span", "", { class: "detail" }), proof = element("td", undefined, { class: "said" }), list = element("ul", undefined, { class: "evidence" });
    small.append(element("code", name));
    head.append(small);
    for (const n of given.slice(2)) list.append(fact(n));
    proof.append(list.childElementCount ? list : texts.nowhere);
    row.append(head, known, proof);
    return row;
  }

  /* Tables of measures, a wing each, of one subject. */
  function tables(kind, position, wing, key) {
    const m = data.measured, wings = new Map(), made = document.createDocumentFragment();
    for (const [number, codes] of m.kinds[kind].columns) {
      const [title, of, name] = m.measures[number].map(function (i) { return m.texts[i]; });
      if (wing && wing !== of) continue;
      if (!wings.has(of)) wings.set(of, element("tbody"));
      wings.get(of).append(answer(title, name, m.answers[codes[position]]));
    }
    let n = 0;
    for (const [of, rows] of wings) {
      const id = "measures-" + key + "-" + n++;
      const region = element("div", undefined, { class: "scroll", role: "group", tabindex: "0", "aria-labelledby": id });
      const table = element("table", undefined, { class: "proofs" }), caption = element("caption", undefined, { id: id });
      caption.append(element("span", texts.measuresOf.replace("%s", function () { return wing ? m.kinds[kind].names[position] : of; })));
      const head = element("tr");
      for (const text of [texts.measure, texts.value, texts.evidence]) head.append(element("th", text, { scope: "col" }));
      const top = element("thead");
      top.append(head);
      table.append(caption, top, rows);
      region.append(table);
      made.append(region);
    }
    return made;
  }

  let places = 0;
  function measured(place) {
    const kind = place.dataset.measured, wing = place.dataset.wing || "", key = String(places++);
    const position = Number(place.dataset.position || 0);
    delete place.dataset.measured;
    load();
    if (!data.measured.kinds[kind]) return;
    const names = data.measured.kinds[kind].names, box = element("div");
    box.append(tables(kind, position, wing, key));
    if (wing && names.length > 1) {
      const label = element("label", texts.choose + " "), select = element("select");
      names.forEach(function (name, n) { select.append(element("option", name, { value: String(n) })); });
      select.addEventListener("change", function () { box.replaceChildren(tables(kind, Number(select.value), wing, key)); });
      label.append(select);
      const filters = element("div", undefined, { class: "filters" });
      filters.append(label);
      place.append(filters);
    }
    place.append(box);
  }

  /* Print the whole of the tables in view, not the rows of one screen; a very long one stays as it is. */
  function lengthen(longest) {
    for (const table of document.querySelectorAll(".page.current table.dataTable")) {
      const api = $(table).DataTable();
      if (longest && api.rows({ search: "applied" }).count() <= 2000) api.page.len(-1).draw();
      else if (!longest && api.page.len() === -1) api.page.len(50).draw();
    }
  }

  document.addEventListener("DOMContentLoaded", function () {
    try {
      texts = read("texts");
      $.fn.dataTable.ext.errMode = function (settings, code, message) { fail(message); };
    } catch (error) { fail(error); }
    route(true);
    window.addEventListener("hashchange", function () { route(false); });
    window.addEventListener("beforeprint", function () { lengthen(true); });
    window.addEventListener("afterprint", function () { lengthen(false); root.classList.remove("everything"); });
    document.getElementById("print-all").addEventListener("click", function () {
      root.classList.add("everything");
      window.print();
    });
  });
})();
