import type { ComponentProps } from 'react'
import { Icon, type IconName } from './Icon.tsx'

type ButtonProps = ComponentProps<'button'> & { look?: 'main' | 'plain' | 'quiet'; icon?: IconName }

export function Button({ look = 'plain', icon, children, className = '', ...rest }: ButtonProps) {
  return (
    <button type="button" className={`x-button x-button--${look} ${className}`} {...rest}>
      {icon && <Icon name={icon} size={20} />}
      {children}
    </button>
  )
}
