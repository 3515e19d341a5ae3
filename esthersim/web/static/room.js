"use strict";
// The room screen: follows the stream, finds the largest size at which all is to be seen, and counts down.
(() => {
  const FLOOR = 3.5, CEILING = 6.5, HALVINGS = 9, TURN_SECONDS = 15, SILENT_SECONDS = 12, LOST_SECONDS = 3;
  const root = document.documentElement, body = document.body;
  const of = id => document.getElementById(id);
  const now = of("room-now"), clock = of("clock"), turning = of("turning"), contact = of("contact");
  root.classList.add("js");

  // The size that fills

  const fits = size => {
    now.style.setProperty("--size", size);
    return now.scrollHeight <= now.parentElement.clientHeight - edges() + 1 && now.scrollWidth <= now.clientWidth + 1;
  };
  const edges = () => {
    const style = getComputedStyle(now.parentElement);
    return parseFloat(style.paddingTop) + parseFloat(style.paddingBottom);
  };
  const largest = good => {
    if (good(CEILING)) return CEILING;
    let low = FLOOR, high = CEILING;
    for (let step = 0; step < HALVINGS; step++) {
      const middle = (low + high) / 2;
      if (good(middle)) low = middle; else high = middle;
    }
    good(low);
    return low;
  };
  const gap = () => parseFloat(getComputedStyle(now).columnGap) || 0;
  const pagesAt = size => {
    now.style.setProperty("--size", size);
    return Math.max(1, Math.round((now.scrollWidth + gap()) / (now.clientWidth + gap())));
  };
  let pages = 1, page = 0, held = false, turner = 0;
  const fill = () => {
    now.classList.remove("paged");
    pages = 1;
    let size = FLOOR;
    for (const tight of [false, true]) {
      body.classList.toggle("tight", tight);
      if (fits(FLOOR)) break;
    }
    if (fits(FLOOR)) {
      size = largest(fits);
    } else {
      body.classList.remove("tight");
      turning.hidden = false; // it takes room
      now.classList.add("paged");
      pages = pagesAt(FLOOR);
      size = largest(each => pagesAt(each) <= pages);
    }
    body.dataset.size = size.toFixed(2);
    body.dataset.pages = pages;
    turn(Math.min(page, pages - 1));
  };
  const turn = to => {
    page = (to + pages) % pages;
    now.scrollLeft = page * (now.clientWidth + gap());
    turning.hidden = pages < 2;
    const where = turning.dataset.of.replace("{number}", page + 1).replace("{count}", pages);
    turning.textContent = `${where} · ${held ? turning.dataset.go : turning.dataset.hold}`;
    clearTimeout(turner);
    if (pages > 1 && !held) turner = setTimeout(() => turn(page + 1), TURN_SECONDS * 1000);
  };
  const hold = yes => { held = yes; turn(page); };
  turning.addEventListener("click", () => hold(!held));
  addEventListener("keydown", event => {
    const step = { ArrowRight: 1, PageDown: 1, ArrowLeft: -1, PageUp: -1 }[event.key];
    if (step && pages > 1) { held = true; turn(page + step); }
  });
  addEventListener("resize", fill);
  document.fonts.ready.then(fill);

  // How it looks, and what is announced

  let look = {}, place = null;
  const say = text => { of("said").textContent = text; };
  const takeLook = () => {
    look = of("room-look").firstElementChild.dataset;
    root.dataset.theme = look.theme;
    body.dataset.kind = look.kind;
    if (place !== null && place !== look.place) {
      page = 0; held = false;
      say(document.querySelector("h1").textContent);
    }
    if (place !== look.place) { place = look.place; told = null; }
    offerSound();
  };

  // The countdown. The program alone has a clock; between its messages the page counts by itself.

  let timer = null, told = null;
  const number = text => text === "" || text == null ? null : Number(text);
  const takeClock = (left, limit, running) => {
    timer = limit ? { left, limit, running, at: performance.now() } : null;
    tick();
  };
  const stageOf = left => {
    if (left <= 0 || look.over) return "out";
    if (left <= Number(look.warn)) return "soon";
    return left <= 60 && timer.limit >= 120 ? "minute" : "";
  };
  const tick = () => {
    clock.hidden = !timer;
    body.classList.toggle("timed", !!timer);
    if (!timer) { body.classList.remove("urgent"); return; }
    const left = timer.left - (timer.running ? (performance.now() - timer.at) / 1000 : 0);
    const seconds = look.over ? 0 : Math.max(0, Math.ceil(left - 0.001));
    const text = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
    if (of("figures").textContent !== text) of("figures").textContent = text;
    of("left").style.setProperty("--share", Math.min(1, Math.max(0, seconds && left / timer.limit)));
    const stage = stageOf(left), words = clock.dataset;
    body.classList.toggle("urgent", stage === "out" || stage === "soon");
    const word = words[stage] || (look.branches ? words.then : words.room);
    if (of("clock-word").textContent !== word) of("clock-word").textContent = word;
    if (told !== null && stage && stage !== told) {
      say(word);
      if (stage !== "minute") tone(stage === "out" ? [440, 330] : [440]);
    }
    told = stage;
  };
  setInterval(tick, 250);

  // A soft tone. Browsers play none before somebody has clicked on the page: that is said until the simulation begins.

  const BEFORE = ["joining", "needs", "story", "prebriefing", "paused"];
  let audio = null;
  const audible = () => audio && audio.state === "running";
  const offerSound = () => {
    of("sound").hidden = !look.sound || audible() || !("AudioContext" in window) || !BEFORE.includes(look.kind);
  };
  const unlock = async () => {
    if (!look.sound || audible() || !("AudioContext" in window)) return;
    audio = audio || new AudioContext();
    await audio.resume();
    if (!audible()) return;
    offerSound();
    fill();
    tone([440]);
  };
  addEventListener("pointerdown", unlock);
  addEventListener("keydown", unlock);
  const tone = pitches => {
    if (!look.sound || !audible()) return;
    pitches.forEach((pitch, place) => {
      const sound = audio.createOscillator(), volume = audio.createGain(), at = audio.currentTime + place * 0.5;
      sound.frequency.value = pitch;
      volume.gain.setValueAtTime(0, at);
      volume.gain.linearRampToValueAtTime(0.2, at + 0.05);
      volume.gain.exponentialRampToValueAtTime(0.001, at + 0.9);
      sound.connect(volume).connect(audio.destination);
      sound.start(at);
      sound.stop(at + 1);
    });
  };
  of("sound").addEventListener("click", unlock);

  // The stream

  let stream = null, heard = performance.now(), opened = heard;
  const lost = yes => {
    const text = yes ? contact.dataset.lost : "";
    if (contact.textContent !== text) { contact.textContent = text; fill(); }
  };
  const take = event => {
    heard = performance.now();
    lost(false);
    if (!event.data) return;
    const news = JSON.parse(event.data), parts = news.parts || [];
    for (const [key, , html] of parts) if (of(key)) of(key).innerHTML = html;
    if (parts.length) takeLook();
    if (news.clock) takeClock(news.clock.left, news.clock.limit, news.clock.running);
    else if ("clock" in news) takeClock(null, null, false);
    if (parts.length) fill();
  };
  const open = () => {
    if (stream) stream.close();
    opened = performance.now();
    stream = new EventSource("/events");
    stream.addEventListener("page", take);
    stream.addEventListener("beat", take);
    stream.addEventListener("gone", () => location.replace("/"));
    stream.addEventListener("error", () => {
      const before = heard;
      setTimeout(() => { if (heard === before) lost(true); }, LOST_SECONDS * 1000);
      if (stream.readyState === EventSource.CLOSED) fetch("/room", { cache: "no-store" }).then(
        answer => { if (!answer.ok || answer.redirected) location.replace("/"); }, () => {});
    });
  };
  const lookAfter = () => {
    const silent = (performance.now() - Math.max(heard, opened)) / 1000 > SILENT_SECONDS;
    if (silent) lost(true);
    if (silent || stream.readyState === EventSource.CLOSED) open();
  };
  setInterval(lookAfter, 4000);
  addEventListener("online", lookAfter);
  addEventListener("pageshow", event => { if (event.persisted) open(); });
  document.addEventListener("visibilitychange", () => { if (!document.hidden) lookAfter(); });

  takeLook();
  takeClock(number(clock.dataset.left), number(clock.dataset.limit), clock.dataset.running === "yes");
  fill();
  open();
})();
