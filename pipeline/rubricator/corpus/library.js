/* Search over all editions: loads the list of books and the files of the words asked for, ranks by rarity and number. */
(() => {
  'use strict'
  const form = document.getElementById('search')
  if (!form) return
  const base = form.dataset.search, shards = new Map(), waiting = new Map()
  let books = null
  const shown = 100, files = 512

  window.rubricatorBooks = rows => { books = rows }
  window.rubricatorWords = (shard, words) => { shards.set(shard, new Map(Object.entries(words))) }

  const load = file => {
    if (!waiting.has(file)) {
      waiting.set(file, new Promise(done => {
        const script = document.createElement('script')
        script.src = base + file
        script.onload = script.onerror = done
        document.head.append(script)
      }))
    }
    return waiting.get(file)
  }

  const table = Array.from({ length: 256 }, (_, n) => {
    for (let k = 0; k < 8; k++) n = n & 1 ? 0xedb88320 ^ (n >>> 1) : n >>> 1
    return n >>> 0
  })
  const shardOf = word => {
    let sum = 0xffffffff
    for (const byte of new TextEncoder().encode([...word].slice(0, 2).join(''))) sum = table[(sum ^ byte) & 255] ^ (sum >>> 8)
    return ((sum ^ 0xffffffff) >>> 0) % files
  }

  /* text -> weight, for one word */
  const found = word => {
    const pairs = shards.get(shardOf(word))?.get(word) ?? [], weights = new Map()
    const rarity = Math.log(1 + books.length / (1 + pairs.length / 2))
    let text = 0
    for (let at = 0; at < pairs.length; at += 2) {
      text += pairs[at]
      weights.set(text, rarity * (1 + Math.log(pairs[at + 1])))
    }
    return weights
  }

  const search = async query => {
    const words = [...new Set(query.toLowerCase().replaceAll('’', "'").match(/[\p{L}\p{N}]+(?:'[\p{L}\p{N}]+)*/gu) ?? [])]
    const name = shard => `search/${shard.toString(16).padStart(3, '0')}.js`
    await Promise.all([load('books.js'), ...words.map(word => load(name(shardOf(word))))])
    if (!words.length || !books) return []
    const [first, ...others] = words.map(found)
    const all = [...first].filter(([text]) => others.every(one => one.has(text)))
    return all.map(([text, weight]) => [text, others.reduce((sum, one) => sum + one.get(text), weight)])
      .sort((a, b) => b[1] - a[1] || a[0] - b[0])
  }

  let asked = 0
  const show = async () => {
    const mine = ++asked, query = form.elements.q.value
    const hits = await search(query)
    if (mine !== asked) return
    document.getElementById('found').textContent = query.trim() ? `${hits.length} editions` : ''
    document.getElementById('results').replaceChildren(...hits.slice(0, shown).map(([text]) => {
      const [home, title, authors, year, genre] = books[text]
      const item = document.createElement('li'), link = document.createElement('a'), about = document.createElement('span')
      link.href = home
      link.textContent = title
      about.className = 'about'
      about.textContent = ' ' + [authors, year, genre].filter(Boolean).join(', ')
      item.append(link, about)
      return item
    }))
  }
  form.addEventListener('submit', event => { event.preventDefault(); show() })
  form.addEventListener('input', show)
})()
