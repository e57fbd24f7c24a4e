'use strict';
// Replaces what is marked as live by what the page has of it now, every second. Without this script the page tells the same.
// It neither compares by "less than" nor joins by "and": HTML reads no escapes in it, and the writer lets neither character pass.
(() => {
  const period = 1000;
  const note = document.getElementById('refreshing');
  const pause = document.getElementById('pause');
  let isPaused = false;

  const say = text => { if (note.textContent !== text) note.textContent = text; };

  const show = page => {
    for (const part of document.querySelectorAll('[data-live]')) {
      const now = page.getElementById(part.id);
      // What has not changed stays: nothing is spoken again, and a selection holds.
      if (!now || now.innerHTML === part.innerHTML) continue;
      part.replaceChildren(...document.importNode(now, true).childNodes);
    }
  };

  const refresh = () => {
    const request = new XMLHttpRequest();
    request.open('GET', './'); // without the question in the box, which is answered already
    request.responseType = 'document';
    request.timeout = 5000;
    request.onload = () => {
      if (request.status !== 200 || !request.response) return request.onerror();
      show(request.response);
      say('Refreshed every second.');
    };
    request.onerror = request.ontimeout = () => say('The server does not answer; this is what it said last.');
    request.onloadend = () => setTimeout(next, period);
    request.send();
  };

  const next = () => isPaused || document.hidden ? setTimeout(next, period) : refresh();

  pause.addEventListener('click', () => {
    isPaused = !isPaused;
    pause.textContent = isPaused ? 'Go on' : 'Pause';
    say(isPaused ? 'Paused.' : 'Refreshed every second.');
  });
  pause.hidden = false;
  say('Refreshed every second.');
  setTimeout(next, period);
})();
