// The script of all server-rendered pages; inspectors have field.ts besides. It adds what forms cannot do: the position,
// smaller pictures with previews, no double sending, typed words kept until sent, a sentence when offline.
// No imports: the server strips the types and serves it as it is.

const kept = 'gangmu.typed'
const form = document.querySelector<HTMLFormElement>('form#report')
const sent = document.querySelector('[data-sent]')

if (sent) forget()
if (form) {
  remember(form)
  locate(form)
  for (const field of form.querySelectorAll<HTMLElement>('[data-pictures]')) choosePictures(field)
  sendOnce(form)
}
document.querySelector<HTMLElement>('[data-focus]')?.focus()
ownLink()

function say(element: HTMLElement, word: string, values: Record<string, string | number> = {}): string {
  const sentence = element.dataset[word] ?? ''
  return Object.entries(values).reduce(
    (text, [name, value]) => text.replace(`{${name}}`, String(value)),
    sentence,
  )
}

function field(form: HTMLFormElement, name: string): HTMLInputElement | undefined {
  const found = form.querySelector(`input[name="${name}"]`)
  return found instanceof HTMLInputElement ? found : undefined
}

/* ---- position ---------------------------------------------------------------------------------------- */

function locate(form: HTMLFormElement): void {
  const button = form.querySelector<HTMLButtonElement>('[data-locate]')
  const status = form.querySelector<HTMLElement>('[data-locate-status]')
  const chosen = form.querySelector<HTMLElement>('[data-point]')
  const point = field(form, 'point')
  form.querySelector('select[name="region"]')?.addEventListener('change', () => {
    if (point?.type === 'checkbox') point.checked = false
  })
  // Browsers give a position to secure pages only.
  if (!button || !status || !window.isSecureContext || !('geolocation' in navigator)) return
  button.hidden = false
  button.addEventListener('click', () => {
    status.textContent = say(form, 'wordLooking')
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        const accuracy = Math.round(coords.accuracy)
        if (accuracy > 300) {
          status.textContent = say(form, 'wordRough', { metres: accuracy })
          return
        }
        status.textContent = say(form, 'wordFound', { metres: accuracy })
        for (const [name, value] of Object.entries({
          longitude: coords.longitude.toFixed(7),
          latitude: coords.latitude.toFixed(7),
          accuracy: String(accuracy),
          precision: 'device',
        })) {
          const input = field(form, name)
          if (input) input.value = value
        }
        if (chosen) chosen.hidden = false
        if (point) point.checked = true
      },
      error => {
        status.textContent = say(form, error.code === error.PERMISSION_DENIED ? 'wordDenied' : 'wordNowhere')
      },
      { enableHighAccuracy: true, timeout: 20_000, maximumAge: 10_000 },
    )
  })
}

/* ---- pictures ---------------------------------------------------------------------------------------- */

function choosePictures(box: HTMLElement): void {
  const input = box.querySelector<HTMLInputElement>('input[type="file"]')
  const list = box.querySelector<HTMLElement>('[data-previews]')
  const status = box.querySelector<HTMLElement>('[data-picture-status]')
  if (!input || !list || !status || typeof DataTransfer === 'undefined') return
  box.dataset.styled = ''
  const longest = Number(box.dataset.shrink ?? 0)
  let chosen: File[] = []

  const show = (note: string): void => {
    const held = new DataTransfer()
    for (const file of chosen) held.items.add(file)
    input.files = held.files
    for (const old of list.querySelectorAll('img')) URL.revokeObjectURL(old.src)
    list.replaceChildren(...chosen.map(preview))
    status.textContent = note || (chosen.length > 0 ? say(box, 'wordCount', { count: chosen.length }) : '')
  }
  const preview = (file: File): HTMLLIElement => {
    const item = document.createElement('li')
    const image = document.createElement('img')
    image.alt = file.name
    image.src = URL.createObjectURL(file)
    const remove = document.createElement('button')
    remove.type = 'button'
    remove.className = 'link'
    remove.textContent = say(box, 'wordRemove')
    remove.setAttribute('aria-label', `${say(box, 'wordRemove')}: ${file.name}`)
    remove.addEventListener('click', () => {
      chosen = chosen.filter(other => other !== file)
      show('')
      input.focus()
    })
    item.append(image, remove)
    return item
  }
  input.addEventListener('change', async () => {
    // A second choice adds to the first: on a phone pictures come one by one from the camera.
    const added = [...(input.files ?? [])]
    const room = Number(box.dataset.most) - box.querySelectorAll('input[type="checkbox"]:checked').length
    const fresh = await Promise.all(added.map(file => (longest > 0 ? smaller(file, longest) : file)))
    const all = [...chosen, ...fresh]
    chosen = all.slice(0, Math.max(0, room))
    show(all.length > chosen.length ? say(box, 'wordMost') : '')
  })
}

/** The picture with its longest edge cut to `longest` pixels; what the browser cannot read stays as it is. */
async function smaller(file: File, longest: number): Promise<File> {
  try {
    const bitmap = await createImageBitmap(file, { imageOrientation: 'from-image' })
    const scale = longest / Math.max(bitmap.width, bitmap.height)
    if (scale >= 1) return file
    const canvas = document.createElement('canvas')
    canvas.width = Math.round(bitmap.width * scale)
    canvas.height = Math.round(bitmap.height * scale)
    canvas.getContext('2d')?.drawImage(bitmap, 0, 0, canvas.width, canvas.height)
    const blob = await new Promise<Blob | null>(done => canvas.toBlob(done, 'image/jpeg', 0.85))
    if (!blob || blob.size >= file.size) return file
    return new File([blob], file.name.replace(/\.\w+$/, '.jpg'), { type: 'image/jpeg' })
  } catch {
    return file
  }
}

/* ---- sending ----------------------------------------------------------------------------------------- */

function sendOnce(form: HTMLFormElement): void {
  let isLeaving = false
  let isReached = false
  const buttons = document.querySelectorAll<HTMLElement>('button:not([type="button"])')
  const status = form.querySelector<HTMLElement>('[data-send-status]')
  const open = (): void => {
    isLeaving = false
    isReached = false
    for (const button of buttons) button.removeAttribute('aria-disabled')
    if (status) status.textContent = ''
  }
  // The back button brings the page as it was, dimmed buttons and all.
  addEventListener('pageshow', open)
  for (const radio of form.querySelectorAll<HTMLSelectElement>('select[data-checks]')) {
    radio.addEventListener('change', () => {
      const card = form.querySelector(`input[type="radio"][value="${radio.dataset.checks}"]`)
      if (card instanceof HTMLInputElement && radio.value) card.checked = true
    })
  }
  form.addEventListener('submit', async event => {
    if (isLeaving && !isReached) {
      event.preventDefault()
      return
    }
    const submitter = event.submitter
    isLeaving = true
    for (const button of buttons) button.setAttribute('aria-disabled', 'true')
    if (isReached || form.dataset.send === undefined || !status) return
    event.preventDefault()
    status.classList.remove('wrong')
    status.textContent = say(form, 'wordSending')
    // Asked first whether the server is there: a form sent into the void loses its pictures.
    const isThere = await fetch('/health', { method: 'HEAD', cache: 'no-store' }).then(
      () => true,
      () => false,
    )
    if (isThere) {
      isReached = true
      form.requestSubmit(submitter)
      return
    }
    open()
    status.classList.add('wrong')
    status.textContent = say(form, 'wordOffline')
  })
}

/* ---- words kept until sent --------------------------------------------------------------------------- */

/** Keeps what is typed in this tab only, and puts it back where the page came empty. */
function remember(form: HTMLFormElement): void {
  const place = `${kept} ${form.action}`
  const fields = [...form.querySelectorAll('input:not([type]), textarea')].filter(
    (each): each is HTMLInputElement | HTMLTextAreaElement => 'value' in each,
  )
  const typed = read(place)
  for (const each of fields)
    if (each.value.trim() === '' && typed[each.name]) each.value = typed[each.name] ?? ''
  form.addEventListener('input', () => {
    const held = read(place)
    for (const each of fields) held[each.name] = each.value
    try {
      sessionStorage.setItem(place, JSON.stringify(held))
    } catch {
      // Full or forbidden: the words are still in the form.
    }
  })
}

function read(place: string): Record<string, string> {
  try {
    const held: unknown = JSON.parse(sessionStorage.getItem(place) ?? '{}')
    if (typeof held !== 'object' || held === null) return {}
    return Object.fromEntries(
      Object.entries(held).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
    )
  } catch {
    return {}
  }
}

function forget(): void {
  try {
    for (const place of Object.keys(sessionStorage))
      if (place.startsWith(kept)) sessionStorage.removeItem(place)
  } catch {
    // Forbidden: then nothing was kept either.
  }
}

/* ---- the reporter's link ----------------------------------------------------------------------------- */

function ownLink(): void {
  const link = document.querySelector<HTMLAnchorElement>('[data-own-link]')
  const button = document.querySelector<HTMLButtonElement>('[data-copy]')
  if (!link) return
  link.textContent = link.href
  if (!button || !('clipboard' in navigator)) return
  button.hidden = false
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(link.href)
    button.textContent = say(button, 'wordCopied')
  })
}
