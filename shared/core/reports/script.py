"""The page's script: switches language and light, filters and sorts tables. Without it the page is complete."""

SCRIPT = """
(function () {
  "use strict";
  var root = document.documentElement;
  var all = function (query, from) { return Array.prototype.slice.call((from || document).querySelectorAll(query)); };

  var languages = all("[data-to]");
  function speak(lang) {
    root.lang = lang;
    root.dataset.lang = lang;
    languages.forEach(function (button) {
      button.setAttribute("aria-pressed", String(button.dataset.to === lang));
    });
  }
  languages.forEach(function (button) {
    button.addEventListener("click", function () { speak(button.dataset.to); });
  });
  speak(root.lang);

  var dark = window.matchMedia("(prefers-color-scheme: dark)");
  all("button[data-theme]").forEach(function (button) {
    button.addEventListener("click", function () {
      var now = root.dataset.theme || (dark.matches ? "dark" : "light");
      root.dataset.theme = now === "dark" ? "light" : "dark";
    });
  });

  var rows = all("table.findings tbody tr");
  var words = rows.map(function (row) { return row.textContent.toLowerCase(); });
  var box = document.getElementById("filter");
  var count = document.querySelector("output");
  var waiting = 0;
  function filter() {
    var wanted = box.value.trim().toLowerCase();
    var shown = 0;
    rows.forEach(function (row, place) {
      row.hidden = wanted !== "" && words[place].indexOf(wanted) < 0;
      shown += row.hidden ? 0 : 1;
    });
    count.textContent = wanted === "" ? "" : shown + " / " + rows.length;
  }
  box.addEventListener("input", function () {
    clearTimeout(waiting);
    waiting = setTimeout(filter, 120);
  });

  function seen(cell) {
    var own = cell.querySelector('.t[lang="' + root.lang + '"]');
    return (own || cell).textContent;
  }
  function sort(table, column, down) {
    var body = table.tBodies[0];
    var keyed = Array.prototype.map.call(body.rows, function (row) { return [seen(row.cells[column]), row]; });
    var order = new Intl.Collator(root.lang, { numeric: true });
    keyed.sort(function (a, b) { return order.compare(a[0], b[0]) * (down ? -1 : 1); });
    keyed.forEach(function (pair) { body.appendChild(pair[1]); });
  }
  all("table.findings").forEach(function (table) {
    var heads = all("thead th", table);
    heads.forEach(function (head, column) {
      var button = document.createElement("button");
      button.type = "button";
      while (head.firstChild) { button.appendChild(head.firstChild); }
      head.appendChild(button);
      button.addEventListener("click", function () {
        var down = head.getAttribute("aria-sort") === "ascending";
        heads.forEach(function (other) { other.removeAttribute("aria-sort"); });
        head.setAttribute("aria-sort", down ? "descending" : "ascending");
        sort(table, column, down);
      });
    });
  });

  all(".switches").forEach(function (part) { part.hidden = false; });
  if (rows.length > 0) { document.querySelector(".filter").hidden = false; }
})();
"""
