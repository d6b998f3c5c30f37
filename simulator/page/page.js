// SPDX-License-Identifier: MIT
// The person's side of the simulator: shows the oldest window that waits, posts what they did.
const view = document.querySelector('#view');
const events = new EventSource('events');
let shownId;

events.addEventListener('message', ({ data }) => {
  const [interaction] = JSON.parse(data);
  if (interaction?.id === shownId && view.dataset.state === 'live') return;
  view.dataset.state = 'live';
  shownId = interaction?.id;
  if (interaction === undefined) showIdle();
  else showInteraction(interaction);
});

events.addEventListener('error', () => {
  events.close();
  view.dataset.state = 'lost';
  show('The simulator has ended', [element('p', {}, 'You can close this page.')]);
});

// Ends the stream at once: to the simulator, a page that is gone is a window that was closed.
window.addEventListener('pagehide', () => events.close());
window.addEventListener('pageshow', ({ persisted }) => {
  if (persisted) location.reload();
});

function showIdle() {
  show('No sign-in is waiting', [
    element('p', {}, 'Keep this page open: the next request of an app appears here.'),
  ]);
}

function showInteraction(interaction) {
  const accounts = interaction.candidates.map((account) =>
    element('li', {}, accountButton(interaction, account)),
  );
  const cancel = element('button', { type: 'button', id: 'refuse' }, 'Cancel');
  cancel.addEventListener('click', () => answer({ id: interaction.id, refuse: true }));
  show('Pick an account', [
    element('p', {}, 'An app asks you to sign in. Closing this page refuses.'),
    element('ul', { 'aria-label': 'Accounts' }, ...accounts),
    cancel,
    details(interaction),
  ]);
}

function accountButton(interaction, { username, name, signedIn }) {
  const initials = name
    .split(/\s+/)
    .slice(0, 2)
    .map((word) => word.charAt(0).toUpperCase())
    .join('');
  const button = element(
    'button',
    { type: 'button', class: 'account' },
    element('span', { class: 'initials', 'aria-hidden': 'true' }, initials),
    element('span', { class: 'names' }, element('strong', {}, name), element('span', {}, username)),
    element('span', { class: 'state' }, signedIn ? 'Signed in' : ''),
  );
  button.addEventListener('click', () => answer({ id: interaction.id, pick: username }));
  return button;
}

function details({ clientId, scopes, prompt, loginHint, domainHint }) {
  const rows = [
    ['App', clientId],
    ['Asks for', scopes.join(' ')],
    ['Prompt', prompt],
    ['Expected', loginHint],
    ['Organisation', domainHint],
  ].filter(([, value]) => value !== '');
  return element(
    'dl',
    {},
    ...rows.flatMap(([term, value]) => [element('dt', {}, term), element('dd', {}, value)]),
  );
}

async function answer(body) {
  for (const button of view.querySelectorAll('button')) button.disabled = true;
  await fetch('answer', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  }).catch(() => undefined);
}

function show(title, content) {
  const heading = element('h1', { tabindex: '-1' }, title);
  view.replaceChildren(heading, ...content);
  document.title = `${title} – simulator`;
  heading.focus();
}

function element(name, attributes, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}
