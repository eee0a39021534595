// Who one is and from which side he works; behind it the other posts, the sessions, and the way out.
import { Dropdown } from 'antd'
import { useNavigate } from 'react-router'
import type { Me } from '../../domains/identity/contract.ts'
import { useSignOut, useSwitchPost } from '../../domains/identity/web/me.ts'
import { useLanguage, useSay } from '../../ui/say.ts'
import { named } from '../../ui/words/words.ts'
import { desksOf } from './desks.ts'

export function AccountMenu({ me }: { me: Me }) {
  const say = useSay()
  const [language] = useLanguage()
  const navigate = useNavigate()
  const signOut = useSignOut()
  const switchPost = useSwitchPost()
  const leave = async (): Promise<void> => {
    const left = await signOut.act(undefined)
    if (left) location.assign(left.onward ?? import.meta.env.BASE_URL)
  }
  const others = me.posts.filter(({ id }) => id !== me.post.id)
  const items = [
    ...others.map(({ id, role, region, district, districtName }) => ({
      key: id,
      label: say('console.act_as', {
        post: [
          say(`role.${role}`),
          ...(district === me.post.district ? [] : [named(districtName, language)]),
          named(region.name, language),
        ].join(' · '),
      }),
      onClick: () => void switchPost.act({ post: id }).then(() => navigate('/')),
    })),
    {
      key: 'desk',
      label: say('console.to_desk'),
      onClick: () => void navigate(desksOf({ permissions: me.permissions, role: me.post.role })[0].to),
    },
    { key: 'sessions', label: say('identity.sessions'), onClick: () => void navigate('/sessions') },
    { key: 'ways', label: say('ways.title'), onClick: () => void navigate('/ways') },
    { key: 'password', label: say('password.title'), onClick: () => void navigate('/password') },
    {
      key: 'out',
      label: say('identity.sign_out'),
      onClick: () => void leave(),
    },
  ]
  return (
    <Dropdown menu={{ items }} trigger={['click']} autoFocus getPopupContainer={near}>
      <button type="button" className="bar-me" aria-haspopup="menu">
        <span className="bar-axis">{say(`axis.${me.post.axis}`)}</span>
        <span className="bar-person">
          {me.name}
          <span className="bar-role"> · {say(`role.${me.post.role}`)}</span>
        </span>
      </button>
    </Dropdown>
  )
}

/** Within the bar, so that the menu stays inside a landmark. */
function near(button: HTMLElement): HTMLElement {
  return button.parentElement ?? document.body
}
