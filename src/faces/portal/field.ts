// What the pages of inspectors gain by script: where he stands, followed until he sends; how far the tasks are,
// nearest first; kinds found while typing; a word when there is no network. The position leaves the phone only with
// an answer or a report. No imports: the server strips the types and serves it as it is.

type Place = [longitude: number, latitude: number]

const canLocate = window.isSecureContext && 'geolocation' in navigator

for (const box of document.querySelectorAll<HTMLElement>('[data-offline]')) tellOffline(box)
for (const form of document.querySelectorAll<HTMLFormElement>('form[data-position]')) position(form)
for (const list of document.querySelectorAll<HTMLElement>('[data-tasks]')) order(list)
for (const box of document.querySelectorAll<HTMLElement>('[data-kinds]')) findKinds(box)
for (const form of document.querySelectorAll('form[data-leave]')) form.addEventListener('submit', forgetTyped)

function said(element: HTMLElement, word: string, values: Record<string, string | number> = {}): string {
  const sentence = element.dataset[word] ?? ''
  return Object.entries(values).reduce(
    (text, [name, value]) => text.replace(`{${name}}`, String(value)),
    sentence,
  )
}

function tellOffline(box: HTMLElement): void {
  const show = (): void => {
    box.hidden = navigator.onLine
  }
  addEventListener('online', show)
  addEventListener('offline', show)
  show()
}

/* ---- where he stands --------------------------------------------------------------------------------- */

function position(form: HTMLFormElement): void {
  const button = form.querySelector<HTMLButtonElement>('[data-take]')
  const line = form.querySelector<HTMLElement>('[data-evidence]')
  if (!button || !line) return
  if (!canLocate) {
    line.textContent = said(form, window.isSecureContext ? 'wordNowhere' : 'wordInsecure')
    return
  }
  const away = form.querySelector<HTMLElement>('[data-away]')
  const from = placeIn(form.dataset.from)
  let watching: number | undefined
  button.hidden = false

  const show = (look: 'near' | 'far' | '', sentence: string): void => {
    line.classList.toggle('near', look === 'near')
    line.classList.toggle('far', look === 'far')
    line.textContent = sentence
    // Who is near needs no reason; a reason that was found wrong stays in sight.
    if (away) away.hidden = look === 'near' && !away.querySelector('[aria-invalid]')
  }
  const found = ({ coords, timestamp }: GeolocationPosition): void => {
    const accuracy = Math.round(coords.accuracy)
    const at = new Date(timestamp).toLocaleTimeString(document.documentElement.lang, { hourCycle: 'h23' })
    put(form, {
      longitude: coords.longitude.toFixed(7),
      latitude: coords.latitude.toFixed(7),
      accuracy: String(accuracy),
    })
    const metres = from && Math.round(distance(from, [coords.longitude, coords.latitude]))
    const isFar =
      metres === undefined ? accuracy > Number(form.dataset.far) : metres > Number(form.dataset.far)
    const values = { metres: metres ?? '', accuracy, at }
    show(isFar ? 'far' : 'near', said(form, isFar ? 'wordFar' : 'wordFound', values))
  }
  const missed = ({ code, PERMISSION_DENIED }: GeolocationPositionError): void => {
    // A fix that was had before is better than none.
    if (!form.querySelector<HTMLInputElement>('input[name="longitude"]')?.value || code === PERMISSION_DENIED)
      show('far', said(form, code === PERMISSION_DENIED ? 'wordDenied' : 'wordNowhere'))
  }
  const stop = (): void => {
    if (watching !== undefined) navigator.geolocation.clearWatch(watching)
    watching = undefined
  }
  const follow = (): void => {
    stop()
    show('', said(form, 'wordLooking'))
    watching = navigator.geolocation.watchPosition(found, missed, {
      enableHighAccuracy: true,
      timeout: 20_000,
      maximumAge: 5_000,
    })
  }
  button.addEventListener('click', follow)
  // What was sent once is sent the same way again: then the server knows that it is the same.
  form.addEventListener('submit', stop)
  whenAllowed(follow)
}

/** Without asking anybody: only where the inspector has allowed it before. */
function whenAllowed(then: () => void): void {
  void navigator.permissions?.query({ name: 'geolocation' }).then(({ state }) => {
    if (state === 'granted') then()
  })
}

function put(form: HTMLFormElement, values: Record<string, string>): void {
  for (const [name, value] of Object.entries(values)) {
    const input = form.querySelector<HTMLInputElement>(`input[name="${name}"]`)
    if (input) input.value = value
  }
}

function placeIn(text = ''): Place | undefined {
  const [longitude, latitude] = text.split(',').map(Number)
  return text !== '' && longitude !== undefined && latitude !== undefined ? [longitude, latitude] : undefined
}

/** Metres between two places, on a sphere of the mean radius. */
function distance([ax, ay]: Place, [bx, by]: Place): number {
  const rad = Math.PI / 180
  const h =
    Math.sin(((by - ay) * rad) / 2) ** 2 +
    Math.cos(ay * rad) * Math.cos(by * rad) * Math.sin(((bx - ax) * rad) / 2) ** 2
  return 2 * 6_371_008.8 * Math.asin(Math.sqrt(h))
}

/* ---- tasks ------------------------------------------------------------------------------------------- */

const nearestFirst = 'gangmu.nearest'

/** The server has put them in the order of their clocks; by distance only the phone can. */
function order(list: HTMLElement): void {
  const chips = document.querySelector<HTMLElement>('[data-orders]')
  const [byTime, byDistance] = chips?.querySelectorAll<HTMLButtonElement>('button') ?? []
  const status = document.querySelector<HTMLElement>('[data-order-status]')
  if (!chips || !byTime || !byDistance || !status || !canLocate) return
  const rows = [...list.querySelectorAll<HTMLLIElement>('li')]
  const metres = new Map<HTMLLIElement, number>()
  chips.hidden = false

  const arrange = (isNearest: boolean): void => {
    const ordered = isNearest ? [...rows].sort((a, b) => (metres.get(a) ?? 0) - (metres.get(b) ?? 0)) : rows
    list.append(...ordered)
    byTime.setAttribute('aria-pressed', String(!isNearest))
    byDistance.setAttribute('aria-pressed', String(isNearest))
    keep(isNearest)
  }
  const measure = (then: () => void): void => {
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        for (const row of rows) {
          const at = placeIn(row.dataset.at)
          const far = at && distance(at, [coords.longitude, coords.latitude])
          const place = row.querySelector<HTMLElement>('[data-metres]')
          if (far === undefined || !place) continue
          metres.set(row, far)
          place.textContent =
            far < 1000
              ? said(list, 'wordMetres', { metres: Math.round(far) })
              : said(list, 'wordKilometres', { kilometres: (far / 1000).toFixed(1) })
        }
        status.textContent = ''
        then()
      },
      () => {
        status.textContent = said(list, 'wordNowhere')
      },
      { enableHighAccuracy: true, timeout: 20_000, maximumAge: 30_000 },
    )
  }
  byTime.addEventListener('click', () => arrange(false))
  byDistance.addEventListener('click', () => {
    status.textContent = said(list, 'wordLooking')
    measure(() => arrange(true))
  })
  whenAllowed(() => measure(() => arrange(kept())))
}

function keep(isNearest: boolean): void {
  try {
    sessionStorage.setItem(nearestFirst, isNearest ? 'on' : '')
  } catch {
    // Forbidden: the order is then the usual one next time.
  }
}

function kept(): boolean {
  try {
    return sessionStorage.getItem(nearestFirst) === 'on'
  } catch {
    return false
  }
}

/* ---- kinds ------------------------------------------------------------------------------------------- */

/** All kinds are in the page: typing leaves those whose name holds what is typed. */
function findKinds(box: HTMLElement): void {
  const input = box.querySelector<HTMLInputElement>('input[type="search"]')
  const all = box.querySelector<HTMLDetailsElement>('details.all')
  const status = box.querySelector<HTMLElement>('[data-found]')
  const cards = [...box.querySelectorAll<HTMLElement>('[data-name]')]
  if (!input || !all || !status) return
  const find = (): void => {
    const sought = input.value.trim().toLowerCase()
    let found = 0
    for (const card of cards) {
      const isFound = (card.dataset.name ?? '').includes(sought)
      if (isFound) found += 1
      // What is chosen stays in sight.
      card.hidden = !isFound && !card.querySelector(':checked')
    }
    for (const group of box.querySelectorAll<HTMLElement>('[data-group]'))
      group.hidden = !group.querySelector('[data-name]:not([hidden])')
    all.open = sought !== '' || all.querySelector(':checked') !== null
    status.textContent =
      sought === '' ? '' : said(box, found === 0 ? 'wordNone' : 'wordSome', { count: found })
  }
  input.addEventListener('input', find)
  // Enter finds; it does not send the page back and forth.
  input.addEventListener('keydown', event => {
    if (event.key !== 'Enter') return
    event.preventDefault()
    find()
  })
  for (const button of box.querySelectorAll<HTMLElement>('[data-find]')) button.hidden = true
}

/* ---- leaving ----------------------------------------------------------------------------------------- */

/** The next one at this phone does not find the words of the last. */
function forgetTyped(): void {
  try {
    sessionStorage.clear()
  } catch {
    // Forbidden: then nothing was kept either.
  }
}
