/* At an address that leads nowhere: what was meant, as far as the address tells. Nothing is asked of the
   server before the reader goes there; every word shown comes from not-found.html. */
(() => {
  "use strict";
  const SERIAL = /(?:^|[^A-Z0-9])([A-Z]{1,8})-*((?:19|20)[0-9]{2})-*([0-9]{2,6})(?![A-Z0-9])/;
  const PAGE = /^.*(\/notices\/(?:[^/]+\/)+)([0-9]{1,4})$/;
  const ways = (name) => document.querySelectorAll(`[data-way=${name}]`);
  const root = new URL("..", ways("seek")[0].href).href.replace(/\/$/, "");

  // From paper, or with a Chinese keyboard, come small and wide letters, other dashes, blanks.
  const written = (path) => {
    let typed = path;
    try { typed = decodeURIComponent(path); } catch (broken) { /* no text: taken as it stands */ }
    return typed.normalize("NFKC").replace(/[_\u2010-\u2015\u2212\u30fc]/g, "-").replace(/\s+/g, "");
  };
  const offer = (name, said, way) => {
    const place = document.querySelector(`[data-meant=${name}]`);
    place.querySelector("[data-said]").textContent = said;
    ways(name).forEach((link) => { link.href = root + way; });
    ways("seek").forEach((link) => { link.href = `${root}/search/?q=${said}`; });
    place.hidden = false;
  };

  const address = location.pathname.replace(/\/(?:index\.html)?$/, "");
  const asked = written(address);
  const [, letters, year, serial] = SERIAL.exec(asked.toUpperCase()) || [];
  const [, list, number] = PAGE.exec(asked) || [];
  if (serial) {
    const id = `${letters}${year}-${serial}`;
    // Every notice has a short address: who stands at this one knows that there is none.
    offer(address.endsWith(`/n/${id}`) ? "unknown" : "notice", id, `/n/${id}/`);
  } else if (number) {
    // The first page of a year is the folder of its notices.
    offer("page", number, list.replace("/notices/year/", "/notices/"));
  }
})();
