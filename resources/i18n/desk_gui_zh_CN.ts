<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>AccountSection</name>
    <message>
        <source>API key</source>
        <translation>API 密钥</translation>
    </message>
    <message>
        <source>API secret</source>
        <translation>API 密码</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>账户</translation>
    </message>
    <message>
        <source>Also write the reference as the description&apos;s last line</source>
        <translation>同时把编号写在描述的最后一行</translation>
    </message>
    <message>
        <source>Another address needs its secret once more.</source>
        <translation>更换地址需要重新输入密码。</translation>
    </message>
    <message>
        <source>Base URL</source>
        <translation>基础地址</translation>
    </message>
    <message>
        <source>Custom field for the reference</source>
        <translation>存放编号的自定义字段</translation>
    </message>
    <message>
        <source>Default requester ID</source>
        <translation>默认请求人 ID</translation>
    </message>
    <message>
        <source>Empty: the reference is not sent</source>
        <translation>留空：不发送编号</translation>
    </message>
    <message>
        <source>From the console: Project Settings, API Management</source>
        <translation>来自控制台：项目设置 → API 管理</translation>
    </message>
    <message>
        <source>Practice has a LiveDesk of its own inside this program: it needs no key.</source>
        <translation>练习使用本程序内置的 LiveDesk：不需要密钥。</translation>
    </message>
    <message>
        <source>Stored; leave empty to keep it</source>
        <translation>已保存；留空则不变</translation>
    </message>
    <message>
        <source>Submitter ID</source>
        <translation>提交人 ID</translation>
    </message>
    <message>
        <source>The address starts with https:// and a host name.</source>
        <translation>地址应以 https:// 和主机名开头。</translation>
    </message>
    <message>
        <source>The secret needs its key.</source>
        <translation>有密码还需要密钥。</translation>
    </message>
    <message>
        <source>This key needs its secret.</source>
        <translation>此密钥需要对应的密码。</translation>
    </message>
    <message>
        <source>What Requester ID starts with</source>
        <translation>请求人 ID 的初始值</translation>
    </message>
    <message>
        <source>Your own member ID, for example u_12345</source>
        <translation>您自己的成员 ID，例如 u_12345</translation>
    </message>
</context>
<context>
    <name>AddedLine</name>
    <message>
        <source>Leave it as text</source>
        <translation>保留为文本</translation>
    </message>
    <message>
        <source>Make it code</source>
        <translation>改为代码</translation>
    </message>
    <message>
        <source>The dropped text was added as text.</source>
        <translation>拖入的文本已作为文本添加。</translation>
    </message>
</context>
<context>
    <name>AdvancedSection</name>
    <message>
        <source>API path</source>
        <translation>API 路径</translation>
    </message>
    <message>
        <source>Advanced</source>
        <translation>高级</translation>
    </message>
    <message>
        <source>LiveDesk&apos;s guide does not say how files are uploaded. Path and field below are an assumption; change them if your LiveDesk differs.</source>
        <translation>LiveDesk 的文档没有说明如何上传文件。下面的路径和字段是假定值；如果您的 LiveDesk 不同，请修改。</translation>
    </message>
    <message>
        <source>Upload field</source>
        <translation>上传字段</translation>
    </message>
    <message>
        <source>Upload path</source>
        <translation>上传路径</translation>
    </message>
    <message>
        <source>Uploads need a field, for example attachment.</source>
        <translation>上传需要字段，例如 attachment。</translation>
    </message>
    <message>
        <source>Uploads need a path, for example /upload.</source>
        <translation>上传需要路径，例如 /upload。</translation>
    </message>
</context>
<context>
    <name>ArrivedDialog</name>
    <message>
        <source>%1. You can still say that it arrived.</source>
        <translation>%1。您仍可确认它已送达。</translation>
    </message>
    <message>
        <source>Ask LiveDesk what this ID is</source>
        <translation>向 LiveDesk 查询此 ID</translation>
    </message>
    <message>
        <source>Asking LiveDesk…</source>
        <translation>正在询问 LiveDesk…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>For example tk_20251104_789abc</source>
        <translation>例如 tk_20251104_789abc</translation>
    </message>
    <message>
        <source>I don&apos;t have the ID</source>
        <translation>我没有 ID</translation>
    </message>
    <message>
        <source>It arrived</source>
        <translation>已送达</translation>
    </message>
    <message>
        <source>LiveDesk has no ticket under this ID</source>
        <translation>LiveDesk 中没有此 ID 的工单</translation>
    </message>
    <message>
        <source>LiveDesk has “%1” under this ID.</source>
        <translation>LiveDesk 中此 ID 对应“%1”。</translation>
    </message>
    <message>
        <source>Look up</source>
        <translation>查询</translation>
    </message>
    <message>
        <source>Ticket ID</source>
        <translation>工单 ID</translation>
    </message>
    <message>
        <source>Type the ID, or choose “I don&apos;t have the ID”.</source>
        <translation>请输入 ID，或选择“我没有 ID”。</translation>
    </message>
    <message>
        <source>“%1” (%2): which ID did the desk give it?</source>
        <translation>“%1”（%2）：服务台给了什么 ID？</translation>
    </message>
</context>
<context>
    <name>AttachmentFlow</name>
    <message>
        <source>%1 copies saved in %2.</source>
        <translation>已在“%2”中保存 %1 份副本。</translation>
    </message>
    <message>
        <source>Saved as “%1” in %2.</source>
        <translation>已在“%2”中保存为“%1”。</translation>
    </message>
</context>
<context>
    <name>AttachmentModel</name>
    <message>
        <source>%1, %2</source>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>%1, %2 still copying</source>
        <translation>%1，%2 仍在复制</translation>
    </message>
    <message numerus="yes">
        <source>%Ln files</source>
        <translation>
            <numerusform>%Ln 个文件</numerusform>
        </translation>
    </message>
    <message>
        <source>The menu key or Shift+F10 shows what can be done with it</source>
        <translation>按菜单键或 Shift+F10 可查看可用操作</translation>
    </message>
    <message>
        <source>copying…</source>
        <translation>正在复制…</translation>
    </message>
    <message>
        <source>edited</source>
        <translation>已编辑</translation>
    </message>
</context>
<context>
    <name>AttachmentTray</name>
    <message>
        <source>Add files</source>
        <translation>添加文件</translation>
    </message>
    <message>
        <source>Attach the copied image or files (Ctrl+V)</source>
        <translation>附上已复制的图片或文件 (Ctrl+V)</translation>
    </message>
    <message>
        <source>Attachments</source>
        <translation>附件</translation>
    </message>
    <message>
        <source>Capture</source>
        <translation>截图</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>粘贴</translation>
    </message>
    <message>
        <source>Pick files to attach (Ctrl+O)</source>
        <translation>选择要附上的文件 (Ctrl+O)</translation>
    </message>
    <message>
        <source>Recent</source>
        <translation>最近</translation>
    </message>
    <message>
        <source>Show the newest images on this computer (Ctrl+R)</source>
        <translation>显示这台电脑上最新的图片 (Ctrl+R)</translation>
    </message>
    <message>
        <source>Take a screenshot (Ctrl+Shift+S)</source>
        <translation>截取屏幕 (Ctrl+Shift+S)</translation>
    </message>
    <message>
        <source>or drop them anywhere here</source>
        <translation>或拖入窗口任意位置</translation>
    </message>
    <message>
        <source>“%1” has %2; LiveDesk may refuse files larger than %3.</source>
        <translation>“%1”有 %2；LiveDesk 可能拒绝大于 %3 的文件。</translation>
    </message>
</context>
<context>
    <name>Background</name>
    <message numerus="yes">
        <source>Desk GUI: sending %n tickets, then closing</source>
        <translation>
            <numerusform>Desk GUI：正在发送 %n 个工单，随后关闭</numerusform>
        </translation>
    </message>
    <message>
        <source>Open Desk GUI</source>
        <translation>打开 Desk GUI</translation>
    </message>
    <message>
        <source>Quit now; what is left goes at the next start</source>
        <translation>立即退出；其余的下次启动时发送</translation>
    </message>
</context>
<context>
    <name>CaptureFlow</name>
    <message>
        <source>No screenshot was taken: it was cancelled, or the desktop forbids it. %1</source>
        <translation>没有截图：已取消，或桌面不允许。%1</translation>
    </message>
    <message>
        <source>No screenshot was taken: the desktop did not answer. %1</source>
        <translation>没有截图：桌面没有响应。%1</translation>
    </message>
    <message>
        <source>Press the desktop&apos;s own screenshot key instead, then paste here with Ctrl+V.</source>
        <translation>请改用桌面自带的截图键，再用 Ctrl+V 粘贴到这里。</translation>
    </message>
    <message>
        <source>The screen could not be read. %1</source>
        <translation>无法读取屏幕。%1</translation>
    </message>
    <message>
        <source>This desktop lets no program take a screenshot. %1</source>
        <translation>此桌面不允许任何程序截图。%1</translation>
    </message>
    <message>
        <source>This system does not show programs where windows are: for a window, choose Region.</source>
        <translation>此系统不向程序提供窗口位置：截取窗口请选“区域”。</translation>
    </message>
    <message>
        <source>Your desktop then asks what to capture.</source>
        <translation>随后桌面会询问截取什么。</translation>
    </message>
</context>
<context>
    <name>CaptureMenu</name>
    <message>
        <source>&amp;Region</source>
        <translation>区域(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Screenshot</source>
        <translation>截图(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Window</source>
        <translation>窗口(&amp;W)</translation>
    </message>
    <message>
        <source>10 s</source>
        <translation>10 秒</translation>
    </message>
    <message>
        <source>3 s</source>
        <translation>3 秒</translation>
    </message>
    <message>
        <source>5 s</source>
        <translation>5 秒</translation>
    </message>
    <message>
        <source>Capture</source>
        <translation>截图</translation>
    </message>
    <message>
        <source>Delay</source>
        <translation>延时</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>立即</translation>
    </message>
    <message>
        <source>Whole &amp;screen</source>
        <translation>整个屏幕(&amp;S)</translation>
    </message>
</context>
<context>
    <name>CardAction</name>
    <message>
        <source>Hide data</source>
        <translation>遮盖数据</translation>
    </message>
    <message>
        <source>Make smaller</source>
        <translation>缩小</translation>
    </message>
    <message>
        <source>Move down</source>
        <translation>下移</translation>
    </message>
    <message>
        <source>Move left</source>
        <translation>左移</translation>
    </message>
    <message>
        <source>Move right</source>
        <translation>右移</translation>
    </message>
    <message>
        <source>Move to a new ticket</source>
        <translation>移到新工单</translation>
    </message>
    <message>
        <source>Move up</source>
        <translation>上移</translation>
    </message>
    <message>
        <source>Open in another program…</source>
        <translation>用其他程序打开…</translation>
    </message>
    <message>
        <source>Preview and mark up</source>
        <translation>预览和标注</translation>
    </message>
    <message>
        <source>Put its text into the description</source>
        <translation>将其文本放入描述</translation>
    </message>
    <message>
        <source>Put their text into the description</source>
        <translation>将它们的文本放入描述</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>重命名</translation>
    </message>
    <message>
        <source>Save a copy as…</source>
        <translation>另存副本为…</translation>
    </message>
    <message>
        <source>Save copies in a folder…</source>
        <translation>将副本存入文件夹…</translation>
    </message>
    <message>
        <source>Undo remove</source>
        <translation>撤销移除</translation>
    </message>
    <message>
        <source>Use the original again</source>
        <translation>恢复原图</translation>
    </message>
    <message>
        <source>Use the originals again</source>
        <translation>恢复所有原图</translation>
    </message>
    <message>
        <source>What to do with the files</source>
        <translation>文件操作</translation>
    </message>
</context>
<context>
    <name>CardButtons</name>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>Cover what nobody should see, for good (Enter opens the picture)</source>
        <translation>永久遮盖不应被看到的内容（按 Enter 打开图片）</translation>
    </message>
    <message>
        <source>Hide data</source>
        <translation>遮盖数据</translation>
    </message>
    <message>
        <source>Look at it, crop it, draw and write on it (Enter)</source>
        <translation>查看、裁剪、绘制和书写 (Enter)</translation>
    </message>
    <message>
        <source>Mark up</source>
        <translation>标注</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Take this file off the ticket (Delete)</source>
        <translation>从工单中移除此文件 (Delete)</translation>
    </message>
</context>
<context>
    <name>CardList</name>
    <message>
        <source>Attached files</source>
        <translation>已附文件</translation>
    </message>
</context>
<context>
    <name>CompletionFlow</name>
    <message>
        <source>No ticket from this laptop went to “%1” yet. LiveDesk refuses names it does not know.</source>
        <translation>本机还没有工单发给“%1”。LiveDesk 会拒绝它不认识的名称。</translation>
    </message>
    <message>
        <source>Not used before: check the spelling.</source>
        <translation>以前没有用过：请检查拼写。</translation>
    </message>
    <message>
        <source>Teams to choose from</source>
        <translation>可选团队</translation>
    </message>
    <message>
        <source>Typed before</source>
        <translation>以前输入过</translation>
    </message>
</context>
<context>
    <name>Countdown</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Capture</source>
        <translation>截图</translation>
    </message>
    <message>
        <source>Screenshot follows. Open what it should show.</source>
        <translation>即将截图。请打开要截取的内容。</translation>
    </message>
    <message>
        <source>Screenshot in %1 s</source>
        <translation>%1 秒后截图</translation>
    </message>
    <message>
        <source>Take no screenshot (Esc)</source>
        <translation>不截图 (Esc)</translation>
    </message>
</context>
<context>
    <name>DateEditor</name>
    <message>
        <source>Put today&apos;s date in</source>
        <translation>填入今天的日期</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>Today for %1</source>
        <translation>%1：今天</translation>
    </message>
</context>
<context>
    <name>DescriptionFlow</name>
    <message>
        <source>Pasted text</source>
        <translation>粘贴的文本</translation>
    </message>
    <message>
        <source>Preview of the description</source>
        <translation>描述预览</translation>
    </message>
    <message>
        <source>Show preview</source>
        <translation>显示预览</translation>
    </message>
    <message>
        <source>That text is long, so it was attached as a file and not put into the description.</source>
        <translation>这段文本很长，已作为文件附上，没有放入描述。</translation>
    </message>
    <message>
        <source>The text is long: show it now</source>
        <translation>文本很长：现在显示</translation>
    </message>
</context>
<context>
    <name>DescriptionPreview</name>
    <message>
        <source>Preview of the description</source>
        <translation>描述预览</translation>
    </message>
    <message>
        <source>The preview ends here; the ticket has all of it.</source>
        <translation>预览到此为止；工单包含全部内容。</translation>
    </message>
</context>
<context>
    <name>DescriptionTools</name>
    <message>
        <source>%1 characters</source>
        <translation>%1 个字符</translation>
    </message>
    <message>
        <source>%1 characters: a file may be better</source>
        <translation>%1 个字符：作为文件附上可能更好</translation>
    </message>
    <message>
        <source>Bold</source>
        <translation>加粗</translation>
    </message>
    <message>
        <source>Bold (Ctrl+B)</source>
        <translation>加粗 (Ctrl+B)</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>代码</translation>
    </message>
    <message>
        <source>Code; several lines become a block (Ctrl+E)</source>
        <translation>代码；多行会成为代码块 (Ctrl+E)</translation>
    </message>
    <message>
        <source>Link</source>
        <translation>链接</translation>
    </message>
    <message>
        <source>Link; uses the copied address (Ctrl+K)</source>
        <translation>链接；使用已复制的网址 (Ctrl+K)</translation>
    </message>
    <message>
        <source>List</source>
        <translation>列表</translation>
    </message>
    <message>
        <source>List (Ctrl+Shift+8)</source>
        <translation>列表 (Ctrl+Shift+8)</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>预览</translation>
    </message>
    <message>
        <source>Show below how it will look (Ctrl+Shift+M)</source>
        <translation>在下方显示效果 (Ctrl+Shift+M)</translation>
    </message>
</context>
<context>
    <name>DraftKeeper</name>
    <message>
        <source>Draft saved %1</source>
        <translation>草稿已于 %1 保存</translation>
    </message>
    <message>
        <source>Saving…</source>
        <translation>正在保存…</translation>
    </message>
</context>
<context>
    <name>DropOverlay</name>
    <message>
        <source>Drop to attach</source>
        <translation>松开即可附上</translation>
    </message>
</context>
<context>
    <name>EditorBar</name>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>颜色</translation>
    </message>
    <message>
        <source>Fit</source>
        <translation>适应</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>Redo (Ctrl+Shift+Z)</source>
        <translation>重做 (Ctrl+Shift+Z)</translation>
    </message>
    <message>
        <source>Show at 100 % (1)</source>
        <translation>按 100 % 显示 (1)</translation>
    </message>
    <message>
        <source>Show the whole picture (0)</source>
        <translation>显示整张图片 (0)</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Undo (Ctrl+Z)</source>
        <translation>撤销 (Ctrl+Z)</translation>
    </message>
    <message>
        <source>Width</source>
        <translation>粗细</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>放大</translation>
    </message>
    <message>
        <source>Zoom in (+ or Ctrl+wheel)</source>
        <translation>放大（+ 或 Ctrl+滚轮）</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>缩小</translation>
    </message>
    <message>
        <source>Zoom out (- or Ctrl+wheel)</source>
        <translation>缩小（- 或 Ctrl+滚轮）</translation>
    </message>
</context>
<context>
    <name>EditorWindow</name>
    <message>
        <source>%1 selected, %2 of %3. Arrow keys move it, with Ctrl they resize it. Delete removes it.</source>
        <translation>已选中 %1，第 %2 个，共 %3 个。方向键移动，按住 Ctrl 调整大小，Delete 移除。</translation>
    </message>
    <message>
        <source>%1 · Desk GUI</source>
        <translation>%1 · Desk GUI</translation>
    </message>
    <message>
        <source>All marks are off: the picture goes as it was. Undo brings them back.</source>
        <translation>所有标注已去掉：图片将原样发送。撤销可恢复标注。</translation>
    </message>
    <message>
        <source>Back to original</source>
        <translation>恢复原图</translation>
    </message>
    <message>
        <source>Bring them back</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>Cancel changes</source>
        <translation>放弃更改</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Close and leave the picture as it was before you opened it</source>
        <translation>关闭，图片保持打开前的样子</translation>
    </message>
    <message>
        <source>Keep the changes (Ctrl+S, or just close the window)</source>
        <translation>保留更改（Ctrl+S，或直接关闭窗口）</translation>
    </message>
    <message>
        <source>Opening…</source>
        <translation>正在打开…</translation>
    </message>
    <message>
        <source>Picture %1</source>
        <translation>图片 %1</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Some earlier marks could not be read and are missing here. Before you save changes, check that everything private is hidden.</source>
        <translation>部分先前的标注无法读取，此处缺失。保存前请确认所有私密内容都已遮盖。</translation>
    </message>
    <message>
        <source>Take all marks off the picture</source>
        <translation>去掉图片上的所有标注</translation>
    </message>
    <message>
        <source>The changes you cancelled are still there.</source>
        <translation>您放弃的更改仍在。</translation>
    </message>
    <message>
        <source>The changes you cancelled at %1 are still there.</source>
        <translation>您在 %1 放弃的更改仍在。</translation>
    </message>
    <message>
        <source>The picture could not be saved (%1). Your marks are still here; try again.</source>
        <translation>图片无法保存（%1）。您的标注仍在；请重试。</translation>
    </message>
    <message>
        <source>This file is not there any more; add it again.</source>
        <translation>此文件已不存在；请重新添加。</translation>
    </message>
    <message>
        <source>This kind of file is not shown here; it can be sent as it is.</source>
        <translation>此类文件不在此显示；可以原样发送。</translation>
    </message>
    <message>
        <source>This picture is damaged and cannot be shown; it can be sent as it is.</source>
        <translation>此图片已损坏，无法显示；可以原样发送。</translation>
    </message>
    <message>
        <source>This picture is too large to show; it can be sent as it is.</source>
        <translation>此图片太大，无法显示；可以原样发送。</translation>
    </message>
</context>
<context>
    <name>EmptyState</name>
    <message>
        <source>Drop a screenshot anywhere in this window</source>
        <translation>把截图拖入窗口任意位置</translation>
    </message>
    <message>
        <source>or paste it with Ctrl+V, or add files. All is copied and kept safe.</source>
        <translation>或用 Ctrl+V 粘贴，或添加文件。文件会立即复制并妥善保存。</translation>
    </message>
</context>
<context>
    <name>Field</name>
    <message>
        <source>That text is too long for this field and was not pasted: put it in the description or a file.</source>
        <translation>这段文字太长，没有粘贴到此字段：请放到描述里，或作为文件添加。</translation>
    </message>
    <message>
        <source>This field is full, and the rest was cut off: long text belongs in the description or a file.</source>
        <translation>此字段已满，其余文字被截掉了：长文字请放到描述里，或作为文件添加。</translation>
    </message>
</context>
<context>
    <name>FieldsSection</name>
    <message>
        <source>Browse…</source>
        <translation>浏览…</translation>
    </message>
    <message>
        <source>Choose the file of your team&apos;s custom fields</source>
        <translation>选择团队的自定义字段文件</translation>
    </message>
    <message>
        <source>Custom fields</source>
        <translation>自定义字段</translation>
    </message>
    <message>
        <source>Custom fields (*.json)</source>
        <translation>自定义字段 (*.json)</translation>
    </message>
    <message>
        <source>File of custom fields</source>
        <translation>自定义字段文件</translation>
    </message>
    <message>
        <source>Give the file with its whole path, or choose it with Browse.</source>
        <translation>请填写文件的完整路径，或用“浏览”选择。</translation>
    </message>
    <message numerus="yes">
        <source>In use: %n fields from %1.</source>
        <translation>
            <numerusform>正在使用：来自 %1 的 %n 个字段。</numerusform>
        </translation>
    </message>
    <message>
        <source>No file is in use: custom fields are rows of a name and a value.</source>
        <translation>没有使用文件：自定义字段就是一行行的名称和值。</translation>
    </message>
    <message>
        <source>None: custom fields are free</source>
        <translation>无：自定义字段可自由填写</translation>
    </message>
    <message>
        <source>Your team&apos;s file says which custom fields a ticket has, which it needs, and what they start with. It is only read. A policy on this computer comes before it.</source>
        <translation>团队的文件说明工单有哪些自定义字段、哪些必填、默认填什么。程序只读取它。这台电脑上的策略优先。</translation>
    </message>
</context>
<context>
    <name>FileTextFlow</name>
    <message numerus="yes">
        <source>%n files are attached. Their text can go into the description too.</source>
        <translation>
            <numerusform>已附加 %n 个文件。它们的文本也可以放入描述。</numerusform>
        </translation>
    </message>
    <message>
        <source>From the attached file %1:</source>
        <translation>来自所附文件 %1：</translation>
    </message>
    <message>
        <source>Leave it as a file</source>
        <translation>仅作为文件保留</translation>
    </message>
    <message>
        <source>Leave them as files</source>
        <translation>仅作为文件保留</translation>
    </message>
    <message>
        <source>OK</source>
        <translation>确定</translation>
    </message>
    <message>
        <source>Put its text in</source>
        <translation>放入文本</translation>
    </message>
    <message>
        <source>Put their text in</source>
        <translation>放入文本</translation>
    </message>
    <message>
        <source>Take it out again</source>
        <translation>重新取出</translation>
    </message>
    <message>
        <source>That file is gone.</source>
        <translation>该文件已不存在。</translation>
    </message>
    <message>
        <source>The description is too long already for the text of “%1”. The file stays attached.</source>
        <translation>描述已经太长，放不下“%1”的文本。文件仍保留为附件。</translation>
    </message>
    <message>
        <source>The end of the attached file %1 (%2 before it left out):</source>
        <translation>所附文件 %1 的末尾（省略了之前的 %2）：</translation>
    </message>
    <message>
        <source>The end of “%1” is in the description. The %2 before it are only in the attached file.</source>
        <translation>“%1”的末尾已放入描述。之前的 %2 仅在所附文件中。</translation>
    </message>
    <message numerus="yes">
        <source>The text of %n files is in the description. The files stay attached.</source>
        <translation>
            <numerusform>%n 个文件的文本已放入描述。文件仍保留为附件。</numerusform>
        </translation>
    </message>
    <message>
        <source>The text of “%1” could not be read.</source>
        <translation>无法读取“%1”的文本。</translation>
    </message>
    <message>
        <source>The text of “%1” is in the description already.</source>
        <translation>“%1”的文本已在描述中。</translation>
    </message>
    <message>
        <source>The text of “%1” is in the description. The file stays attached.</source>
        <translation>“%1”的文本已放入描述。文件仍保留为附件。</translation>
    </message>
    <message>
        <source>“%1” holds no text that could be put into the description. It stays attached.</source>
        <translation>“%1”中没有可放入描述的文本。它仍保留为附件。</translation>
    </message>
    <message>
        <source>“%1” is attached. Its text can go into the description too.</source>
        <translation>已附加“%1”。它的文本也可以放入描述。</translation>
    </message>
    <message>
        <source>“%1” is empty, so there is nothing to put into the description.</source>
        <translation>“%1”是空的，没有可放入描述的内容。</translation>
    </message>
</context>
<context>
    <name>FilingDialog</name>
    <message>
        <source>A person needs their member ID.</source>
        <translation>人员需要成员 ID。</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>添加</translation>
    </message>
    <message>
        <source>Add this person to the list</source>
        <translation>将此人加入列表</translation>
    </message>
    <message>
        <source>Close this window (Esc)</source>
        <translation>关闭此窗口 (Esc)</translation>
    </message>
    <message>
        <source>For example Maria</source>
        <translation>例如 小王</translation>
    </message>
    <message>
        <source>For example u_1</source>
        <translation>例如 u_1</translation>
    </message>
    <message>
        <source>Leave it as it is</source>
        <translation>保持不变</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Remove %1</source>
        <translation>移除 %1</translation>
    </message>
    <message>
        <source>Submitter ID</source>
        <translation>提交人 ID</translation>
    </message>
    <message>
        <source>The list is full; remove somebody first.</source>
        <translation>列表已满；请先移除一人。</translation>
    </message>
    <message>
        <source>This ID is in the list already.</source>
        <translation>此 ID 已在列表中。</translation>
    </message>
    <message>
        <source>Tickets go out in this person&apos;s name until somebody else is chosen.</source>
        <translation>在另选他人之前，工单以此人的名义发出。</translation>
    </message>
    <message>
        <source>Who is filing?</source>
        <translation>谁在提交？</translation>
    </message>
</context>
<context>
    <name>FollowerRow</name>
    <message>
        <source>Move down %1</source>
        <translation>下移 %1</translation>
    </message>
    <message>
        <source>Move down (Alt+Down)</source>
        <translation>下移 (Alt+Down)</translation>
    </message>
    <message>
        <source>Move up %1</source>
        <translation>上移 %1</translation>
    </message>
    <message>
        <source>Move up (Alt+Up)</source>
        <translation>上移 (Alt+Up)</translation>
    </message>
</context>
<context>
    <name>Footer</name>
    <message numerus="yes">
        <source>%n things to fix:</source>
        <translation>
            <numerusform>需修正 %n 处：</numerusform>
        </translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>放弃</translation>
    </message>
    <message>
        <source>Discard this draft; it can be undone (Ctrl+Shift+D)</source>
        <translation>放弃此草稿；可以撤销 (Ctrl+Shift+D)</translation>
    </message>
    <message>
        <source>Go to %1</source>
        <translation>转到 %1</translation>
    </message>
    <message>
        <source>Keep this draft and begin another (Ctrl+N)</source>
        <translation>保留此草稿，另写一份 (Ctrl+N)</translation>
    </message>
    <message>
        <source>New</source>
        <translation>新建</translation>
    </message>
    <message>
        <source>Submit from anywhere with Ctrl+Enter</source>
        <translation>在任何位置按 Ctrl+Enter 提交</translation>
    </message>
    <message>
        <source>Submit practice ticket</source>
        <translation>提交练习工单</translation>
    </message>
    <message>
        <source>Submit ticket</source>
        <translation>提交工单</translation>
    </message>
</context>
<context>
    <name>FormPanel</name>
    <message>
        <source>Assigned team</source>
        <translation>指派团队</translation>
    </message>
    <message>
        <source>Attachments</source>
        <translation>附件</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>描述</translation>
    </message>
    <message>
        <source>Everything else a ticket can have (Ctrl+M)</source>
        <translation>工单的其他所有内容 (Ctrl+M)</translation>
    </message>
    <message>
        <source>Fewer fields</source>
        <translation>收起字段</translation>
    </message>
    <message>
        <source>High</source>
        <translation>高</translation>
    </message>
    <message>
        <source>Incident</source>
        <translation>事件</translation>
    </message>
    <message>
        <source>Its name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Low</source>
        <translation>低</translation>
    </message>
    <message>
        <source>Medium</source>
        <translation>中</translation>
    </message>
    <message>
        <source>More fields</source>
        <translation>更多字段</translation>
    </message>
    <message>
        <source>More fields: %1</source>
        <translation>更多字段：%1</translation>
    </message>
    <message>
        <source>Priority</source>
        <translation>优先级</translation>
    </message>
    <message>
        <source>Problem</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>咨询</translation>
    </message>
    <message>
        <source>Requester ID</source>
        <translation>请求人 ID</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>任务</translation>
    </message>
    <message>
        <source>The contact&apos;s ID, for example contact_12345</source>
        <translation>联系人 ID，例如 contact_12345</translation>
    </message>
    <message>
        <source>The team&apos;s name, spelled as in LiveDesk</source>
        <translation>团队名称，与 LiveDesk 中的写法一致</translation>
    </message>
    <message>
        <source>Ticket type</source>
        <translation>工单类型</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>标题</translation>
    </message>
    <message>
        <source>What happened, what was tried. Markdown is fine.</source>
        <translation>发生了什么，试过什么。可用 Markdown。</translation>
    </message>
    <message>
        <source>What is broken, in one line</source>
        <translation>一句话说明哪里坏了</translation>
    </message>
    <message>
        <source>required</source>
        <translation>必填</translation>
    </message>
</context>
<context>
    <name>Handling</name>
    <message numerus="yes">
        <source>%n files moved to a new ticket.</source>
        <translation>
            <numerusform>已将 %n 个文件移到新工单。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of them are still being copied and stay here: move them in a moment.</source>
        <translation>
            <numerusform>其中 %n 个仍在复制，留在这里：请稍后再移动。</numerusform>
        </translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Save a copy</source>
        <translation>保存副本</translation>
    </message>
    <message>
        <source>Save copies in</source>
        <translation>将副本存入</translation>
    </message>
    <message>
        <source>The copy for the other program was not ready yet. Drag it there once more.</source>
        <translation>给其他程序的副本还没有准备好。请再拖一次。</translation>
    </message>
    <message>
        <source>The file could not be opened: its copy cannot be made on this disk.</source>
        <translation>文件无法打开：此磁盘上无法生成副本。</translation>
    </message>
    <message>
        <source>“%1” is not opened from here, as it could do harm. It is sent as it is.</source>
        <translation>“%1”可能有害，不在此处打开。它会原样发送。</translation>
    </message>
    <message>
        <source>“%1” opens in another program, as a copy: what is changed there is not sent.</source>
        <translation>“%1”以副本形式在其他程序中打开：那里的改动不会发送。</translation>
    </message>
</context>
<context>
    <name>Header</name>
    <message>
        <source>%1 sending</source>
        <translation>%1 个发送中</translation>
    </message>
    <message>
        <source>%1 waiting</source>
        <translation>%1 个等待中</translation>
    </message>
    <message>
        <source>%1 waiting for a key</source>
        <translation>%1 个等待密钥</translation>
    </message>
    <message>
        <source>Choose who files (Ctrl+Shift+F)</source>
        <translation>选择提交人 (Ctrl+Shift+F)</translation>
    </message>
    <message>
        <source>Everything else, and Quit (F10)</source>
        <translation>其他功能和退出 (F10)</translation>
    </message>
    <message>
        <source>Filing as %1</source>
        <translation>提交人：%1</translation>
    </message>
    <message>
        <source>Key, address and defaults (Ctrl+,)</source>
        <translation>密钥、地址和默认值 (Ctrl+,)</translation>
    </message>
    <message>
        <source>Keyring does not answer</source>
        <translation>密钥环无响应</translation>
    </message>
    <message>
        <source>Keyring locked</source>
        <translation>密钥环已锁定</translation>
    </message>
    <message>
        <source>LiveDesk asked for a pause</source>
        <translation>LiveDesk 要求暂停</translation>
    </message>
    <message>
        <source>LiveDesk is in trouble</source>
        <translation>LiveDesk 出现故障</translation>
    </message>
    <message>
        <source>LiveDesk reached %1</source>
        <translation>%1 已连上 LiveDesk</translation>
    </message>
    <message>
        <source>LiveDesk refuses this network</source>
        <translation>LiveDesk 拒绝此网络</translation>
    </message>
    <message>
        <source>LiveDesk&apos;s address is wrong</source>
        <translation>LiveDesk 的地址有误</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>菜单</translation>
    </message>
    <message>
        <source>No answer from LiveDesk since %1</source>
        <translation>LiveDesk 自 %1 起无响应</translation>
    </message>
    <message>
        <source>Send now</source>
        <translation>立即发送</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Try everything that waits (F5)</source>
        <translation>尝试发送所有等待的工单 (F5)</translation>
    </message>
    <message>
        <source>Who is filing?</source>
        <translation>谁在提交？</translation>
    </message>
    <message>
        <source>files cannot be uploaded</source>
        <translation>文件无法上传</translation>
    </message>
    <message>
        <source>next try %1</source>
        <translation>%1 再试</translation>
    </message>
    <message>
        <source>something else answers in LiveDesk&apos;s place</source>
        <translation>应答的不是 LiveDesk</translation>
    </message>
    <message>
        <source>the proxy wants a login</source>
        <translation>代理要求登录</translation>
    </message>
</context>
<context>
    <name>ImportDialog</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Changed: %1 (%2)</source>
        <translation>有变化：%1（%2）</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Import templates</source>
        <translation>导入模板</translation>
    </message>
    <message>
        <source>New: %1</source>
        <translation>新增：%1</translation>
    </message>
    <message>
        <source>Take over</source>
        <translation>采用</translation>
    </message>
    <message>
        <source>What it changes</source>
        <translation>改动内容</translation>
    </message>
    <message>
        <source>its name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>“%1”: %2 new, %3 changed, %4 the same. Your others stay.</source>
        <translation>“%1”：新增 %2，有变化 %3，相同 %4。您的其他模板保留。</translation>
    </message>
</context>
<context>
    <name>KeyState</name>
    <message>
        <source>Keep for this run only</source>
        <translation>仅本次运行保留</translation>
    </message>
    <message>
        <source>No key is stored yet. It will be kept in this computer&apos;s keyring.</source>
        <translation>尚未保存密钥。它将存入这台电脑的密钥环。</translation>
    </message>
    <message>
        <source>The key is kept in this computer&apos;s keyring, nowhere else.</source>
        <translation>密钥只保存在这台电脑的密钥环中。</translation>
    </message>
    <message>
        <source>The key is kept until this program ends, and nowhere else.</source>
        <translation>密钥只保留到本程序退出，不存到别处。</translation>
    </message>
    <message>
        <source>The key is stored in this computer&apos;s keyring.</source>
        <translation>密钥已存入这台电脑的密钥环。</translation>
    </message>
    <message>
        <source>This computer has no keyring that is running, so the key cannot be stored.</source>
        <translation>这台电脑没有运行中的密钥环，密钥无法保存。</translation>
    </message>
    <message>
        <source>This computer&apos;s keyring did not take part. Press Save again, or go without it.</source>
        <translation>这台电脑的密钥环没有响应。请再按“保存”，或不使用它。</translation>
    </message>
    <message>
        <source>This computer&apos;s keyring is locked. Unlock it and press Save again, or go without it.</source>
        <translation>这台电脑的密钥环已锁定。请解锁后再按“保存”，或不使用它。</translation>
    </message>
    <message>
        <source>Waiting for this computer&apos;s keyring. It may ask to be unlocked.</source>
        <translation>正在等待这台电脑的密钥环。可能会要求解锁。</translation>
    </message>
</context>
<context>
    <name>LanguageSection</name>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Like the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>The window changes at once; what is in the form stays. Tickets are sent as you wrote them.</source>
        <translation>窗口立即切换，表单内容保留。工单按您所写的内容发送。</translation>
    </message>
</context>
<context>
    <name>Lines</name>
    <message>
        <source>… and %1 more to answer.</source>
        <translation>… 还有 %1 项待回答。</translation>
    </message>
    <message>
        <source>… and %1 more.</source>
        <translation>… 还有 %1 项。</translation>
    </message>
</context>
<context>
    <name>LinkQuestion</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Links of this kind are not opened from here:

%1</source>
        <translation>此类链接不在此处打开：

%1</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Open link</source>
        <translation>打开链接</translation>
    </message>
    <message>
        <source>Open this address in the browser?

%1</source>
        <translation>在浏览器中打开此网址？

%1</translation>
    </message>
</context>
<context>
    <name>ListEditor</name>
    <message>
        <source>Choose, or type to find</source>
        <translation>选择，或输入以查找</translation>
    </message>
</context>
<context>
    <name>LooksSection</name>
    <message>
        <source>Appearance</source>
        <translation>外观</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>高对比度</translation>
    </message>
    <message>
        <source>Large controls, for fingers</source>
        <translation>大控件，适合手指操作</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Like the system</source>
        <translation>跟随系统</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Desk GUI · practice</source>
        <translation>Desk GUI · 练习</translation>
    </message>
    <message>
        <source>The files you dropped are in the draft they were dropped on.</source>
        <translation>您拖入的文件在拖入时的草稿中。</translation>
    </message>
</context>
<context>
    <name>MoreFields</name>
    <message>
        <source>Add field</source>
        <translation>添加字段</translation>
    </message>
    <message>
        <source>Add follower</source>
        <translation>添加关注人</translation>
    </message>
    <message>
        <source>Channel ID</source>
        <translation>渠道 ID</translation>
    </message>
    <message>
        <source>Channel contact ID</source>
        <translation>渠道联系人 ID</translation>
    </message>
    <message>
        <source>Custom fields</source>
        <translation>自定义字段</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>字段</translation>
    </message>
    <message>
        <source>Follower ID</source>
        <translation>关注人 ID</translation>
    </message>
    <message>
        <source>Follower name</source>
        <translation>关注人姓名</translation>
    </message>
    <message>
        <source>Followers</source>
        <translation>关注人</translation>
    </message>
    <message>
        <source>For example a chat ID</source>
        <translation>例如聊天 ID</translation>
    </message>
    <message>
        <source>For example a topic ID</source>
        <translation>例如话题 ID</translation>
    </message>
    <message>
        <source>For example inbox_100</source>
        <translation>例如 inbox_100</translation>
    </message>
    <message>
        <source>Sub-contact ID</source>
        <translation>子联系人 ID</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>值</translation>
    </message>
    <message>
        <source>channel contact</source>
        <translation>渠道联系人</translation>
    </message>
    <message>
        <source>custom fields, channel contact, followers</source>
        <translation>自定义字段、渠道联系人、关注人</translation>
    </message>
</context>
<context>
    <name>NameEditor</name>
    <message>
        <source>New name of %1</source>
        <translation>%1 的新名称</translation>
    </message>
</context>
<context>
    <name>NumberEditor</name>
    <message>
        <source>%1 to %2</source>
        <translation>%1 至 %2</translation>
    </message>
</context>
<context>
    <name>Offering</name>
    <message numerus="yes">
        <source>Add %n files</source>
        <translation>
            <numerusform>添加 %n 个文件</numerusform>
        </translation>
    </message>
    <message>
        <source>Add as link</source>
        <translation>作为链接添加</translation>
    </message>
    <message>
        <source>Add as one .zip</source>
        <translation>打包为一个 .zip 添加</translation>
    </message>
    <message>
        <source>Download</source>
        <translation>下载</translation>
    </message>
    <message>
        <source>Keep both</source>
        <translation>两个都保留</translation>
    </message>
    <message>
        <source>Leave it</source>
        <translation>不处理</translation>
    </message>
    <message>
        <source>Leave it out</source>
        <translation>不添加</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>That was a link to “%1”: %2</source>
        <translation>那是指向“%1”的链接：%2</translation>
    </message>
    <message>
        <source>That was a link: %1</source>
        <translation>那是一个链接：%1</translation>
    </message>
    <message>
        <source>The folder “%1” cannot be read.</source>
        <translation>文件夹“%1”无法读取。</translation>
    </message>
    <message numerus="yes">
        <source>The folder “%1” has %n files, %2.</source>
        <translation>
            <numerusform>文件夹“%1”有 %n 个文件，%2。</numerusform>
        </translation>
    </message>
    <message>
        <source>The folder “%1” has more than %2 files: choose a part of it.</source>
        <translation>文件夹“%1”超过 %2 个文件：请选择其中一部分。</translation>
    </message>
    <message>
        <source>The folder “%1” has no files in it.</source>
        <translation>文件夹“%1”中没有文件。</translation>
    </message>
    <message>
        <source>“%1” is a folder; counting what is in it…</source>
        <translation>“%1”是文件夹；正在统计其中的内容…</translation>
    </message>
    <message>
        <source>“%1” is the same as “%2”.</source>
        <translation>“%1”与“%2”相同。</translation>
    </message>
</context>
<context>
    <name>Overlay</name>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>%1 × %2 px</source>
        <translation>%1 × %2 像素</translation>
    </message>
    <message>
        <source>Capture</source>
        <translation>截图</translation>
    </message>
    <message>
        <source>First corner</source>
        <translation>第一个角</translation>
    </message>
    <message>
        <source>x %1 · y %2</source>
        <translation>x %1 · y %2</translation>
    </message>
</context>
<context>
    <name>Palette</name>
    <message>
        <source>%1   (Ctrl+%2)</source>
        <translation>%1   (Ctrl+%2)</translation>
    </message>
    <message>
        <source>No template is called that.</source>
        <translation>没有这个名称的模板。</translation>
    </message>
    <message>
        <source>No templates yet. Fill the form in and press Ctrl+Shift+P to save it as one.</source>
        <translation>还没有模板。请填好表单，按 Ctrl+Shift+P 存为模板。</translation>
    </message>
    <message>
        <source>Take “%1” out again</source>
        <translation>撤回“%1”</translation>
    </message>
    <message>
        <source>Template&apos;s name</source>
        <translation>模板名称</translation>
    </message>
    <message>
        <source>Templates</source>
        <translation>模板</translation>
    </message>
    <message>
        <source>Type a part of its name</source>
        <translation>输入名称的一部分</translation>
    </message>
    <message>
        <source>Use a template</source>
        <translation>使用模板</translation>
    </message>
</context>
<context>
    <name>Panes</name>
    <message>
        <source>New ticket</source>
        <translation>新工单</translation>
    </message>
    <message>
        <source>Practice: tickets stay inside this program and go nowhere.</source>
        <translation>练习：工单只留在本程序内，不会发出。</translation>
    </message>
    <message>
        <source>Tickets</source>
        <translation>工单</translation>
    </message>
</context>
<context>
    <name>PhotosFlow</name>
    <message>
        <source>%1 photos have %2 together. Made smaller, they are still sharp enough to read.</source>
        <translation>%1 张照片共 %2。缩小后仍清晰可读。</translation>
    </message>
    <message numerus="yes">
        <source>%n photos were made smaller: %1 → %2 MB.</source>
        <translation>
            <numerusform>已缩小 %n 张照片：%1 → %2 MB。</numerusform>
        </translation>
    </message>
    <message>
        <source>Add it smaller</source>
        <translation>缩小后添加</translation>
    </message>
    <message>
        <source>Add “%1” made smaller?</source>
        <translation>将“%1”缩小后添加？</translation>
    </message>
    <message>
        <source>Full size again</source>
        <translation>恢复原大小</translation>
    </message>
    <message>
        <source>Keep their size</source>
        <translation>保持大小</translation>
    </message>
    <message>
        <source>Leave it out</source>
        <translation>不添加</translation>
    </message>
    <message>
        <source>Making photos smaller…</source>
        <translation>正在缩小照片…</translation>
    </message>
    <message>
        <source>OK</source>
        <translation>确定</translation>
    </message>
    <message>
        <source>Smaller photos (%1 → %2 MB)</source>
        <translation>缩小照片（%1 → %2 MB）</translation>
    </message>
    <message>
        <source>These photos would not become much smaller, so they stay as they are.</source>
        <translation>这些照片缩小不了多少，因此保持不变。</translation>
    </message>
    <message>
        <source>“%1” could not be made a JPEG. It is attached as it is; LiveDesk may not show it.</source>
        <translation>“%1”无法转为 JPEG，已原样附上；LiveDesk 可能无法显示。</translation>
    </message>
    <message>
        <source>“%1” has %2. Made smaller, it is still sharp enough to read.</source>
        <translation>“%1”有 %2。缩小后仍清晰可读。</translation>
    </message>
    <message>
        <source>“%1” is damaged or unusual: it may still say where it was taken.</source>
        <translation>“%1”已损坏或格式特殊：可能仍含拍摄地点。</translation>
    </message>
</context>
<context>
    <name>PhotosSection</name>
    <message>
        <source>A whole number from 0 to %1, or nothing.</source>
        <translation>0 到 %1 之间的整数，或留空。</translation>
    </message>
    <message>
        <source>Empty: no limit</source>
        <translation>留空：不限制</translation>
    </message>
    <message>
        <source>Largest file in MB</source>
        <translation>单个文件上限 (MB)</translation>
    </message>
    <message>
        <source>Most browsers do not show HEIC.</source>
        <translation>大多数浏览器无法显示 HEIC。</translation>
    </message>
    <message>
        <source>Photos</source>
        <translation>照片</translation>
    </message>
    <message>
        <source>Remove location and device details from photos</source>
        <translation>去除照片中的位置和设备信息</translation>
    </message>
    <message>
        <source>Send HEIC photos of phones as JPEG</source>
        <translation>将手机的 HEIC 照片转为 JPEG 发送</translation>
    </message>
    <message>
        <source>The pictures themselves stay as they are, and so do your own files: only the copies change.</source>
        <translation>画面本身和您自己的文件都不变：只改动副本。</translation>
    </message>
    <message>
        <source>What is larger is left out; photos can be added made smaller. It counts from the next file on.</source>
        <translation>超过上限的文件不会添加；照片可以缩小后添加。从下一个文件起生效。</translation>
    </message>
</context>
<context>
    <name>Picker</name>
    <message>
        <source>%1 by %2 pixels</source>
        <translation>%1 × %2 像素</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>Arrow keys move the corner, with Shift by 10 · Tab: other corner · Enter takes it · Esc cancels</source>
        <translation>方向键移动角点，按住 Shift 每次 10 · Tab：另一个角 · Enter 截取 · Esc 取消</translation>
    </message>
    <message>
        <source>Choose a region of the screen</source>
        <translation>选择屏幕区域</translation>
    </message>
    <message>
        <source>Choose a window or a screen</source>
        <translation>选择窗口或屏幕</translation>
    </message>
    <message>
        <source>Click what to capture · arrow keys choose · Enter takes it · A takes all screens · Esc cancels</source>
        <translation>点击要截取的内容 · 方向键选择 · Enter 截取 · A 截取所有屏幕 · Esc 取消</translation>
    </message>
    <message>
        <source>Drag over what to capture · or arrow keys, Space at each corner · Esc cancels</source>
        <translation>拖过要截取的内容 · 或用方向键，在每个角按空格 · Esc 取消</translation>
    </message>
    <message>
        <source>First corner set</source>
        <translation>已定第一个角</translation>
    </message>
    <message>
        <source>Screen %1</source>
        <translation>屏幕 %1</translation>
    </message>
    <message>
        <source>Whole screen</source>
        <translation>整个屏幕</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>窗口</translation>
    </message>
</context>
<context>
    <name>QuitDialog</name>
    <message numerus="yes">
        <source>%n tickets have not been sent. They are kept and go at the next start.</source>
        <translation>
            <numerusform>%n 个工单尚未发送。它们已保存，下次启动时发送。</numerusform>
        </translation>
    </message>
    <message>
        <source>Back to the window (Esc)</source>
        <translation>返回窗口 (Esc)</translation>
    </message>
    <message>
        <source>Close the window, and end once everything is sent</source>
        <translation>关闭窗口，全部发送后退出</translation>
    </message>
    <message>
        <source>End now (Ctrl+Q)</source>
        <translation>立即退出 (Ctrl+Q)</translation>
    </message>
    <message>
        <source>Keep sending in the background</source>
        <translation>在后台继续发送</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>Quit Desk GUI</source>
        <translation>退出 Desk GUI</translation>
    </message>
    <message>
        <source>Stay</source>
        <translation>留下</translation>
    </message>
</context>
<context>
    <name>Receiver</name>
    <message>
        <source>LiveDesk: %1</source>
        <translation>LiveDesk：%1</translation>
    </message>
    <message>
        <source>Tickets</source>
        <translation>工单</translation>
    </message>
    <message>
        <source>Tickets · %1 need you</source>
        <translation>工单 · %1 个需要您处理</translation>
    </message>
</context>
<context>
    <name>RecentStrip</name>
    <message>
        <source>%1, %2</source>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>%1, added</source>
        <translation>%1，已添加</translation>
    </message>
    <message>
        <source>Looking for recent images…</source>
        <translation>正在查找最近的图片…</translation>
    </message>
    <message>
        <source>Newest in Screenshots, Pictures and Downloads. A tap or Enter attaches one.</source>
        <translation>“截图”“图片”和“下载”中最新的图片。点按或按 Enter 即可附上。</translation>
    </message>
    <message>
        <source>Recent images</source>
        <translation>最近的图片</translation>
    </message>
    <message>
        <source>There are no images in Screenshots, Pictures or Downloads.</source>
        <translation>“截图”“图片”和“下载”中没有图片。</translation>
    </message>
    <message>
        <source>added</source>
        <translation>已添加</translation>
    </message>
</context>
<context>
    <name>Removals</name>
    <message>
        <source>%2 files were removed.</source>
        <translation>已移除 %2 个文件。</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>“%1” was removed.</source>
        <translation>已移除“%1”。</translation>
    </message>
</context>
<context>
    <name>ReportedDialog</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>For example +65 6000 0000</source>
        <translation>例如 +65 6000 0000</translation>
    </message>
    <message>
        <source>For example Ada Lovelace</source>
        <translation>例如 张三</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>Not in the list</source>
        <translation>不在列表中</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>电话</translation>
    </message>
    <message>
        <source>Put it in</source>
        <translation>填入</translation>
    </message>
    <message>
        <source>Reported by (%1)</source>
        <translation>报告人（%1）</translation>
    </message>
    <message>
        <source>The ticket goes out for %1, your default requester. The description says who reported it.</source>
        <translation>工单以您的默认请求人 %1 的名义发出。描述中会写明报告人。</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>未知</translation>
    </message>
</context>
<context>
    <name>RequesterFlow</name>
    <message>
        <source>Find…</source>
        <translation>查找…</translation>
    </message>
    <message>
        <source>No default requester is set, who would stand in. Set one in Settings.</source>
        <translation>没有设置代为请求的默认请求人。请在“设置”中设置。</translation>
    </message>
    <message>
        <source>People</source>
        <translation>人员</translation>
    </message>
    <message>
        <source>People used before, and LiveDesk&apos;s contacts (Down)</source>
        <translation>以前用过的人员和 LiveDesk 的联系人 (Down)</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>The description says who reported it.</source>
        <translation>描述中会写明报告人。</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
</context>
<context>
    <name>RequesterSection</name>
    <message>
        <source>Contact found by search: sent as the requester</source>
        <translation>搜索到的联系人：作为请求人发送</translation>
    </message>
    <message>
        <source>Forget what was typed before</source>
        <translation>清除以前输入的内容</translation>
    </message>
    <message>
        <source>Forgotten. Your tickets are still in the list.</source>
        <translation>已清除。您的工单仍在列表中。</translation>
    </message>
    <message>
        <source>Its ID</source>
        <translation>其 ID</translation>
    </message>
    <message>
        <source>Its identifier</source>
        <translation>其标识符</translation>
    </message>
    <message>
        <source>LiveDesk&apos;s pages do not say what a requester&apos;s ID is. It is assumed to be the contact&apos;s identifier, or its ID when it has none. If tickets end up with the wrong requester, choose the other one.</source>
        <translation>LiveDesk 的文档没有说明请求人的 ID 是什么。这里假定为联系人的标识符，没有标识符时为其 ID。如果工单的请求人不对，请选另一项。</translation>
    </message>
    <message>
        <source>Requester</source>
        <translation>请求人</translation>
    </message>
    <message>
        <source>Requesters, titles, teams and custom fields of created tickets are remembered on this laptop and offered while you type. What your schema marks as private is never remembered.</source>
        <translation>已创建工单的请求人、标题、团队和自定义字段会记在本机，输入时供您选用。架构中标为私密的内容从不记录。</translation>
    </message>
</context>
<context>
    <name>RowBar</name>
    <message>
        <source>What can be done with: %1</source>
        <translation>可用操作：%1</translation>
    </message>
</context>
<context>
    <name>RowButtons</name>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Copy ID</source>
        <translation>复制 ID</translation>
    </message>
    <message>
        <source>Copy question</source>
        <translation>复制询问</translation>
    </message>
    <message>
        <source>Discard…</source>
        <translation>放弃…</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>编辑</translation>
    </message>
    <message>
        <source>Enter key</source>
        <translation>输入密钥</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Fix and send</source>
        <translation>修正并发送</translation>
    </message>
    <message>
        <source>It arrived…</source>
        <translation>已送达…</translation>
    </message>
    <message>
        <source>More</source>
        <translation>更多</translation>
    </message>
    <message>
        <source>No</source>
        <translation>否</translation>
    </message>
    <message>
        <source>Nothing can be done with this ticket</source>
        <translation>此工单没有可用操作</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Same for the other %1</source>
        <translation>其余 %1 个同样处理</translation>
    </message>
    <message>
        <source>Send again…</source>
        <translation>重新发送…</translation>
    </message>
    <message>
        <source>Send now</source>
        <translation>立即发送</translation>
    </message>
    <message>
        <source>Send without files</source>
        <translation>不带文件发送</translation>
    </message>
    <message>
        <source>Send without team</source>
        <translation>不带团队发送</translation>
    </message>
    <message>
        <source>Send without what was refused</source>
        <translation>去掉被拒绝的内容后发送</translation>
    </message>
    <message>
        <source>The same for the others</source>
        <translation>其他的同样处理</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>What else can be done (%1)</source>
        <translation>其他操作 (%1)</translation>
    </message>
    <message>
        <source>Yes, discard it</source>
        <translation>是，放弃</translation>
    </message>
    <message>
        <source>Yes, send it again</source>
        <translation>是，重新发送</translation>
    </message>
</context>
<context>
    <name>SaveDialog</name>
    <message>
        <source>A template needs a name, to be found by.</source>
        <translation>模板需要名称，以便查找。</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>For example: Printer, paper jam</source>
        <translation>例如：打印机卡纸</translation>
    </message>
    <message>
        <source>Places such as {hostname}, {date}, {device_sn} or {last:location} are filled in when it is used.</source>
        <translation>{hostname}、{date}、{device_sn}、{last:location} 等占位符会在使用时填入。</translation>
    </message>
    <message>
        <source>Replace template</source>
        <translation>替换模板</translation>
    </message>
    <message>
        <source>Save as template</source>
        <translation>存为模板</translation>
    </message>
    <message>
        <source>Save template</source>
        <translation>保存模板</translation>
    </message>
    <message>
        <source>Template&apos;s name</source>
        <translation>模板名称</translation>
    </message>
    <message>
        <source>There is nothing in it: fill the form in first, or choose a part.</source>
        <translation>其中没有内容：请先填写表单，或选择一部分。</translation>
    </message>
</context>
<context>
    <name>SchemaFieldView</name>
    <message>
        <source>Put this laptop&apos;s value into %1</source>
        <translation>将本机的值填入 %1</translation>
    </message>
    <message>
        <source>Take out</source>
        <translation>取出</translation>
    </message>
    <message>
        <source>Take this laptop&apos;s value out of %1</source>
        <translation>从 %1 中去掉本机的值</translation>
    </message>
    <message>
        <source>Use this laptop&apos;s</source>
        <translation>使用本机的值</translation>
    </message>
    <message>
        <source>this laptop</source>
        <translation>本机</translation>
    </message>
</context>
<context>
    <name>SchemaFields</name>
    <message>
        <source>No</source>
        <translation>否</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>required</source>
        <translation>必填</translation>
    </message>
</context>
<context>
    <name>SchemaFlow</name>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>From this laptop: %1</source>
        <translation>取自本机：%1</translation>
    </message>
    <message>
        <source>needed: %1</source>
        <translation>必填：%1</translation>
    </message>
</context>
<context>
    <name>SendingSection</name>
    <message>
        <source>10 s</source>
        <translation>10 秒</translation>
    </message>
    <message>
        <source>30 s</source>
        <translation>30 秒</translation>
    </message>
    <message>
        <source>5 s</source>
        <translation>5 秒</translation>
    </message>
    <message>
        <source>Each submitted ticket is held back this long, so that it can be undone</source>
        <translation>每个已提交的工单会暂留这么久，以便撤销</translation>
    </message>
    <message>
        <source>None</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Sending</source>
        <translation>发送</translation>
    </message>
    <message>
        <source>Time to undo</source>
        <translation>撤销时限</translation>
    </message>
</context>
<context>
    <name>SettingsDialog</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Desk GUI settings</source>
        <translation>Desk GUI 设置</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Sections</source>
        <translation>分类</translation>
    </message>
</context>
<context>
    <name>ShortcutsDialog</name>
    <message>
        <source>Attach what the clipboard holds</source>
        <translation>附上剪贴板的内容</translation>
    </message>
    <message>
        <source>Bold text in the description</source>
        <translation>描述中加粗文字</translation>
    </message>
    <message>
        <source>Choose between buttons of a row</source>
        <translation>在一排按钮中选择</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Close a window or a menu; nothing is lost</source>
        <translation>关闭窗口或菜单；不会丢失内容</translation>
    </message>
    <message>
        <source>Code in the description</source>
        <translation>描述中的代码</translation>
    </message>
    <message>
        <source>Everywhere</source>
        <translation>任何位置</translation>
    </message>
    <message>
        <source>Field before</source>
        <translation>上一个字段</translation>
    </message>
    <message>
        <source>In the form</source>
        <translation>表单中</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>键盘快捷键</translation>
    </message>
    <message>
        <source>Link in the description</source>
        <translation>描述中的链接</translation>
    </message>
    <message>
        <source>List in the description</source>
        <translation>描述中的列表</translation>
    </message>
    <message>
        <source>Main button of a window that asks</source>
        <translation>对话窗口的主按钮</translation>
    </message>
    <message>
        <source>Move a follower up or down</source>
        <translation>上移或下移关注人</translation>
    </message>
    <message>
        <source>Next field</source>
        <translation>下一个字段</translation>
    </message>
    <message>
        <source>On a ticket in the list</source>
        <translation>列表中的工单上</translation>
    </message>
    <message>
        <source>On attached files</source>
        <translation>已附文件上</translation>
    </message>
    <message>
        <source>Priority: low, medium, high</source>
        <translation>优先级：低、中、高</translation>
    </message>
    <message>
        <source>Ticket type: problem, incident, question, task</source>
        <translation>工单类型：问题、事件、咨询、任务</translation>
    </message>
    <message>
        <source>What was typed before, and people for Requester ID</source>
        <translation>以前输入的内容，以及“请求人 ID”的人员</translation>
    </message>
</context>
<context>
    <name>SimilarFlow</name>
    <message>
        <source>%1 h ago</source>
        <translation>%1 小时前</translation>
    </message>
    <message>
        <source>%1 min ago</source>
        <translation>%1 分钟前</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>显示</translation>
    </message>
    <message>
        <source>Similar: %1, %2</source>
        <translation>相似工单：%1，%2</translation>
    </message>
    <message>
        <source>just now</source>
        <translation>刚刚</translation>
    </message>
    <message>
        <source>“%1”</source>
        <translation>“%1”</translation>
    </message>
</context>
<context>
    <name>Strip</name>
    <message>
        <source>Copied</source>
        <translation>已复制</translation>
    </message>
    <message>
        <source>Copy ID</source>
        <translation>复制 ID</translation>
    </message>
    <message>
        <source>Copy the ticket&apos;s ID (Ctrl+Shift+I)</source>
        <translation>复制工单 ID (Ctrl+Shift+I)</translation>
    </message>
</context>
<context>
    <name>Teller</name>
    <message>
        <source>%1 %2 and its files are saved on this laptop.</source>
        <translation>%1%2 及其文件已保存在本机。</translation>
    </message>
    <message numerus="yes">
        <source>%n tickets are saved. Enter the key and they go by themselves.</source>
        <translation>
            <numerusform>已保存 %n 个工单。输入密钥后会自动发送。</numerusform>
        </translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>放弃</translation>
    </message>
    <message>
        <source>Draft discarded.</source>
        <translation>草稿已放弃。</translation>
    </message>
    <message>
        <source>Enter key</source>
        <translation>输入密钥</translation>
    </message>
    <message>
        <source>Filed</source>
        <translation>已提交</translation>
    </message>
    <message>
        <source>Filed. LiveDesk gave no ID; ask the desk for it.</source>
        <translation>已提交。LiveDesk 没有给出 ID；请向服务台询问。</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>LiveDesk refused the key; it may have been changed.</source>
        <translation>LiveDesk 拒绝了密钥；它可能已更换。</translation>
    </message>
    <message>
        <source>No API key is stored yet.</source>
        <translation>尚未保存 API 密钥。</translation>
    </message>
    <message>
        <source>No keyring is running on this computer. Enter your API key for this run.</source>
        <translation>这台电脑没有运行密钥环。请输入 API 密钥供本次运行使用。</translation>
    </message>
    <message>
        <source>Not filed.</source>
        <translation>未提交。</translation>
    </message>
    <message>
        <source>Not sure it arrived.</source>
        <translation>不确定是否送达。</translation>
    </message>
    <message>
        <source>Recovered from %1: a draft that has no title yet</source>
        <translation>已恢复 %1 的草稿：尚无标题</translation>
    </message>
    <message>
        <source>Recovered from %1: “%2”</source>
        <translation>已恢复 %1 的草稿：“%2”</translation>
    </message>
    <message>
        <source>Saved on this laptop as %1, being sent. Carry on.</source>
        <translation>已在本机保存为 %1，正在发送。请继续工作。</translation>
    </message>
    <message>
        <source>Saved on this laptop as %1. It goes in a moment.</source>
        <translation>已在本机保存为 %1，即将发送。</translation>
    </message>
    <message>
        <source>Something went wrong inside the program. Your draft is saved; start the program again.</source>
        <translation>程序内部出错。您的草稿已保存；请重新启动程序。</translation>
    </message>
    <message>
        <source>This computer&apos;s keyring did not answer. Enter your API key for this run.</source>
        <translation>这台电脑的密钥环没有响应。请输入 API 密钥供本次运行使用。</translation>
    </message>
    <message>
        <source>This computer&apos;s keyring is locked. Unlock it, or enter the key for this run.</source>
        <translation>这台电脑的密钥环已锁定。请解锁，或输入密钥供本次运行使用。</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Welcome. Enter your API key once, and tickets go out by themselves.</source>
        <translation>欢迎。输入一次 API 密钥，工单就会自动发出。</translation>
    </message>
    <message>
        <source>Your keyring asks to be unlocked. Tickets that need the key wait for that.</source>
        <translation>您的密钥环要求解锁。需要密钥的工单正在等待。</translation>
    </message>
    <message numerus="yes">
        <source>with %n files</source>
        <translation>
            <numerusform>含 %n 个文件</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TemplateDialogs</name>
    <message>
        <source>Export templates</source>
        <translation>导出模板</translation>
    </message>
    <message>
        <source>Import templates</source>
        <translation>导入模板</translation>
    </message>
    <message>
        <source>Templates (*.json)</source>
        <translation>模板 (*.json)</translation>
    </message>
</context>
<context>
    <name>TemplateFlow</name>
    <message numerus="yes">
        <source>%n templates are in %1. Hand that file on; it is taken in under Templates, Import.</source>
        <translation>
            <numerusform>%n 个模板已保存到 %1。把这个文件交给同事，在“模板”里点“导入”即可使用。</numerusform>
        </translation>
    </message>
    <message>
        <source>Not known here, so still to be replaced: %1</source>
        <translation>此处未知，仍需替换：%1</translation>
    </message>
    <message>
        <source>Save as template…</source>
        <translation>存为模板…</translation>
    </message>
    <message>
        <source>Template %1</source>
        <translation>模板 %1</translation>
    </message>
    <message>
        <source>Templates…</source>
        <translation>模板…</translation>
    </message>
    <message>
        <source>There is no template %1 yet. Fill the form in and save it as one: Ctrl+Shift+P.</source>
        <translation>还没有模板 %1。请填好表单并存为模板：Ctrl+Shift+P。</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Use a template…</source>
        <translation>使用模板…</translation>
    </message>
    <message>
        <source>Use it again</source>
        <translation>再次使用</translation>
    </message>
    <message>
        <source>“%1” is in the form.</source>
        <translation>“%1”已填入表单。</translation>
    </message>
    <message>
        <source>“%1” is saved. %2 puts it in.</source>
        <translation>“%1”已保存。按 %2 即可填入。</translation>
    </message>
    <message>
        <source>“%1” is taken back; the form is as it was.</source>
        <translation>“%1”已撤回；表单恢复原样。</translation>
    </message>
</context>
<context>
    <name>TemplateForm</name>
    <message>
        <source>Add field</source>
        <translation>添加字段</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>字段</translation>
    </message>
    <message>
        <source>Filled in when it is used: %1</source>
        <translation>使用时填入：%1</translation>
    </message>
    <message>
        <source>For example: {hostname}: </source>
        <translation>例如：{hostname}：</translation>
    </message>
    <message>
        <source>High</source>
        <translation>高</translation>
    </message>
    <message>
        <source>Incident</source>
        <translation>事件</translation>
    </message>
    <message>
        <source>It also holds a channel contact.</source>
        <translation>其中还包含渠道联系人。</translation>
    </message>
    <message>
        <source>Low</source>
        <translation>低</translation>
    </message>
    <message>
        <source>Medium</source>
        <translation>中</translation>
    </message>
    <message>
        <source>Problem</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>咨询</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>任务</translation>
    </message>
    <message>
        <source>Template&apos;s name</source>
        <translation>模板名称</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>值</translation>
    </message>
    <message>
        <source>What is left empty stays as it is in the form.</source>
        <translation>留空的部分在表单中保持不变。</translation>
    </message>
</context>
<context>
    <name>TemplateManager</name>
    <message>
        <source>%1   (Ctrl+%2)</source>
        <translation>%1   (Ctrl+%2)</translation>
    </message>
    <message>
        <source>A template needs a name; the one before is kept until there is one.</source>
        <translation>模板需要名称；在填写之前保留原名称。</translation>
    </message>
    <message>
        <source>Another template is called that; this one keeps its name until they differ.</source>
        <translation>已有同名模板；在名称不同之前保留原名称。</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Close this window; changes are kept (Esc)</source>
        <translation>关闭此窗口，更改已保留 (Esc)</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Delete it; this can be undone (Ctrl+D)</source>
        <translation>删除，可以撤销 (Ctrl+D)</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>导入…</translation>
    </message>
    <message>
        <source>Move down</source>
        <translation>下移</translation>
    </message>
    <message>
        <source>Move it down (Alt+Down)</source>
        <translation>下移 (Alt+Down)</translation>
    </message>
    <message>
        <source>Move it up (Alt+Up)</source>
        <translation>上移 (Alt+Up)</translation>
    </message>
    <message>
        <source>Move up</source>
        <translation>上移</translation>
    </message>
    <message>
        <source>New from form…</source>
        <translation>从表单新建…</translation>
    </message>
    <message>
        <source>No templates yet. Fill the form in, then New from form, or import a file of the team&apos;s.</source>
        <translation>还没有模板。请填好表单后选“从表单新建”，或导入团队的文件。</translation>
    </message>
    <message>
        <source>Save what is in the form as a template (Ctrl+N)</source>
        <translation>把表单内容存为模板 (Ctrl+N)</translation>
    </message>
    <message>
        <source>See what a file of templates holds, then take it over (Ctrl+O)</source>
        <translation>查看模板文件的内容，然后采用 (Ctrl+O)</translation>
    </message>
    <message>
        <source>Templates</source>
        <translation>模板</translation>
    </message>
    <message>
        <source>The templates are as they were before.</source>
        <translation>模板已恢复原样。</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Undo the last change to the templates (Ctrl+Shift+Z)</source>
        <translation>撤销对模板的上一次更改 (Ctrl+Shift+Z)</translation>
    </message>
    <message>
        <source>Write all templates into one file, to hand on (Ctrl+S)</source>
        <translation>把所有模板写入一个文件，以便转交 (Ctrl+S)</translation>
    </message>
    <message>
        <source>“%1” is deleted. Undo brings it back.</source>
        <translation>“%1”已删除。撤销可恢复。</translation>
    </message>
</context>
<context>
    <name>TextEntry</name>
    <message>
        <source>Text</source>
        <translation>文字</translation>
    </message>
</context>
<context>
    <name>TextsRow</name>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Remove %1</source>
        <translation>移除 %1</translation>
    </message>
    <message>
        <source>Take this row out</source>
        <translation>移除此行</translation>
    </message>
</context>
<context>
    <name>TicketActions</name>
    <message>
        <source>Did a ticket with reference %1, “%2”, sent at %3, reach you? What is its ID?</source>
        <translation>你们是否收到编号为 %1 的工单“%2”，发送时间 %3？它的 ID 是什么？</translation>
    </message>
    <message>
        <source>Export ticket</source>
        <translation>导出工单</translation>
    </message>
    <message>
        <source>Saved to %1. Hand it over; the ticket does not go by itself any more.</source>
        <translation>已保存到 %1。请转交；此工单不再自动发送。</translation>
    </message>
    <message>
        <source>Zip file (*.zip)</source>
        <translation>Zip 文件 (*.zip)</translation>
    </message>
</context>
<context>
    <name>TicketDelegate</name>
    <message>
        <source>practice</source>
        <translation>练习</translation>
    </message>
</context>
<context>
    <name>TicketModel</name>
    <message>
        <source>%1 of %2 sent</source>
        <translation>已发送 %1，共 %2</translation>
    </message>
    <message>
        <source>Filed earlier</source>
        <translation>先前已提交</translation>
    </message>
    <message>
        <source>Filed today</source>
        <translation>今天已提交</translation>
    </message>
    <message>
        <source>Needs you</source>
        <translation>需要您处理</translation>
    </message>
    <message>
        <source>Not sent</source>
        <translation>未发送</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>Without a title yet</source>
        <translation>尚无标题</translation>
    </message>
    <message>
        <source>practice</source>
        <translation>练习</translation>
    </message>
</context>
<context>
    <name>TicketPanel</name>
    <message>
        <source>Clear the search</source>
        <translation>清除搜索</translation>
    </message>
    <message>
        <source>Each ticket you submit appears here: with its ID, or why it waits.</source>
        <translation>您提交的每个工单都会显示在这里：附其 ID，或等待的原因。</translation>
    </message>
    <message>
        <source>Mine</source>
        <translation>我的</translation>
    </message>
    <message>
        <source>No ticket like that</source>
        <translation>没有这样的工单</translation>
    </message>
    <message>
        <source>No tickets yet</source>
        <translation>还没有工单</translation>
    </message>
    <message>
        <source>Nothing on this laptop has that in its title, reference or ID.</source>
        <translation>本机没有标题、编号或 ID 含此内容的工单。</translation>
    </message>
    <message>
        <source>Only what I filed or began</source>
        <translation>仅我提交或起草的</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>搜索</translation>
    </message>
    <message>
        <source>Search tickets</source>
        <translation>搜索工单</translation>
    </message>
    <message>
        <source>Search titles, references and IDs (Ctrl+F)</source>
        <translation>搜索标题、编号和 ID (Ctrl+F)</translation>
    </message>
    <message>
        <source>Tickets</source>
        <translation>工单</translation>
    </message>
</context>
<context>
    <name>ToolRail</name>
    <message>
        <source>Tools</source>
        <translation>工具</translation>
    </message>
</context>
<context>
    <name>TouchFlow</name>
    <message>
        <source>Large controls</source>
        <translation>大控件</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>暂不</translation>
    </message>
    <message>
        <source>Working with your fingers? Controls can be larger; it is in Settings, Appearance, as well.</source>
        <translation>用手指操作？控件可以更大；也可在“设置 → 外观”中更改。</translation>
    </message>
</context>
<context>
    <name>WindowActions</name>
    <message>
        <source>About Desk GUI</source>
        <translation>关于 Desk GUI</translation>
    </message>
    <message>
        <source>Add files…</source>
        <translation>添加文件…</translation>
    </message>
    <message>
        <source>Capture</source>
        <translation>截图</translation>
    </message>
    <message>
        <source>Copy the ID above the form</source>
        <translation>复制表单上方的 ID</translation>
    </message>
    <message>
        <source>Discard draft</source>
        <translation>放弃草稿</translation>
    </message>
    <message>
        <source>Go to the form</source>
        <translation>转到表单</translation>
    </message>
    <message>
        <source>Go to the tickets</source>
        <translation>转到工单</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>键盘快捷键</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>菜单</translation>
    </message>
    <message>
        <source>More fields</source>
        <translation>更多字段</translation>
    </message>
    <message>
        <source>New ticket</source>
        <translation>新工单</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>Recent images</source>
        <translation>最近的图片</translation>
    </message>
    <message>
        <source>Search tickets</source>
        <translation>搜索工单</translation>
    </message>
    <message>
        <source>Send now</source>
        <translation>立即发送</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>设置…</translation>
    </message>
    <message>
        <source>Submit ticket</source>
        <translation>提交工单</translation>
    </message>
    <message>
        <source>Take the offer above the form: Undo, Enter key</source>
        <translation>采用表单上方的选项：撤销、输入密钥</translation>
    </message>
    <message>
        <source>Who is filing?</source>
        <translation>谁在提交？</translation>
    </message>
</context>
<context>
    <name>WindowMenu</name>
    <message>
        <source>About Desk GUI</source>
        <translation>关于 Desk GUI</translation>
    </message>
    <message>
        <source>Desk GUI %1
Files LiveDesk tickets, and keeps each until LiveDesk has it.
MIT licence.</source>
        <translation>Desk GUI %1
提交 LiveDesk 工单，并保存每个工单直到 LiveDesk 收到。
MIT 许可证。</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>菜单</translation>
    </message>
</context>
<context>
    <name>editor</name>
    <message>
        <source>Arrow</source>
        <translation>箭头</translation>
    </message>
    <message>
        <source>Black</source>
        <translation>黑色</translation>
    </message>
    <message>
        <source>Blue</source>
        <translation>蓝色</translation>
    </message>
    <message>
        <source>Box</source>
        <translation>方框</translation>
    </message>
    <message>
        <source>Click a mark to select it, drag it to move it. Delete removes it.</source>
        <translation>点击标注可选中，拖动可移动。Delete 移除。</translation>
    </message>
    <message>
        <source>Click for 1, 2, 3 … They count themselves.</source>
        <translation>点击添加 1、2、3 … 自动编号。</translation>
    </message>
    <message>
        <source>Click where the text goes, type, then press Enter.</source>
        <translation>点击文字位置，输入，然后按 Enter。</translation>
    </message>
    <message>
        <source>Crop</source>
        <translation>裁剪</translation>
    </message>
    <message>
        <source>Drag a frame around what you mean.</source>
        <translation>在要指的内容周围拖出方框。</translation>
    </message>
    <message>
        <source>Drag over the part to keep, then press Enter.</source>
        <translation>拖过要保留的部分，然后按 Enter。</translation>
    </message>
    <message>
        <source>Drag over what nobody should see. It is painted over, for good, in what is sent.</source>
        <translation>拖过不应被看到的内容。发送的图片中会永久涂盖。</translation>
    </message>
    <message>
        <source>Drag towards what you mean.</source>
        <translation>朝您要指的地方拖动。</translation>
    </message>
    <message>
        <source>Draw over what matters. Shift keeps it straight.</source>
        <translation>在重点处涂画。按住 Shift 保持直线。</translation>
    </message>
    <message>
        <source>Draw with the mouse or a finger.</source>
        <translation>用鼠标或手指绘制。</translation>
    </message>
    <message>
        <source>Green</source>
        <translation>绿色</translation>
    </message>
    <message>
        <source>Hide data</source>
        <translation>遮盖数据</translation>
    </message>
    <message>
        <source>Highlighter</source>
        <translation>荧光笔</translation>
    </message>
    <message>
        <source>Medium</source>
        <translation>中</translation>
    </message>
    <message>
        <source>Pen</source>
        <translation>画笔</translation>
    </message>
    <message>
        <source>Red</source>
        <translation>红色</translation>
    </message>
    <message>
        <source>Select</source>
        <translation>选择</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>步骤</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>文字</translation>
    </message>
    <message>
        <source>Thick</source>
        <translation>粗</translation>
    </message>
    <message>
        <source>Thin</source>
        <translation>细</translation>
    </message>
    <message>
        <source>White</source>
        <translation>白色</translation>
    </message>
    <message>
        <source>Yellow</source>
        <translation>黄色</translation>
    </message>
</context>
<context>
    <name>errors</name>
    <message>
        <source>A file is too large for LiveDesk</source>
        <translation>文件对 LiveDesk 来说太大</translation>
    </message>
    <message>
        <source>A safe connection to LiveDesk was not possible</source>
        <translation>无法与 LiveDesk 建立安全连接</translation>
    </message>
    <message>
        <source>A saved file of this ticket is missing or damaged</source>
        <translation>此工单保存的一个文件丢失或损坏</translation>
    </message>
    <message>
        <source>Ask for the right address (Settings, Advanced).</source>
        <translation>请询问正确的地址（设置 → 高级）。</translation>
    </message>
    <message>
        <source>Check the connection, or the base URL in Settings; the next try comes by itself.</source>
        <translation>请检查网络或“设置”中的基础地址；稍后会自动重试。</translation>
    </message>
    <message>
        <source>Check the connection; the next try comes by itself.</source>
        <translation>请检查网络；稍后会自动重试。</translation>
    </message>
    <message>
        <source>Check the disk of the data folder, then try again.</source>
        <translation>请检查数据文件夹所在磁盘，然后重试。</translation>
    </message>
    <message>
        <source>Check this computer&apos;s proxy settings; the next try comes by itself.</source>
        <translation>请检查这台电脑的代理设置；稍后会自动重试。</translation>
    </message>
    <message>
        <source>Check this laptop&apos;s date, and whether this Wi-Fi wants a login first.</source>
        <translation>请检查本机日期，以及此 Wi-Fi 是否需要先登录。</translation>
    </message>
    <message>
        <source>Check who may read and change the data folder, then start again.</source>
        <translation>请检查数据文件夹的读写权限，然后重新启动。</translation>
    </message>
    <message>
        <source>Choose a folder of its own inside it.</source>
        <translation>请在其中选择一个专用文件夹。</translation>
    </message>
    <message>
        <source>Choose another folder with --data-dir.</source>
        <translation>请用 --data-dir 选择其他文件夹。</translation>
    </message>
    <message>
        <source>Copy it with the desktop&apos;s own tools and paste it.</source>
        <translation>请用桌面自带的工具复制后粘贴。</translation>
    </message>
    <message>
        <source>Correct the base URL in Settings, or log in to this Wi-Fi first.</source>
        <translation>请在“设置”中更正基础地址，或先登录此 Wi-Fi。</translation>
    </message>
    <message>
        <source>Correct the base URL in Settings; it starts with https://.</source>
        <translation>请在“设置”中更正基础地址；应以 https:// 开头。</translation>
    </message>
    <message>
        <source>Correct the ticket and submit again.</source>
        <translation>请更正工单后重新提交。</translation>
    </message>
    <message>
        <source>Edit the ticket and submit it again, or set the old address back.</source>
        <translation>请编辑工单并重新提交，或改回原地址。</translation>
    </message>
    <message>
        <source>Edit the ticket, add the file again and submit.</source>
        <translation>请编辑工单，重新添加文件并提交。</translation>
    </message>
    <message>
        <source>Enter the key in Settings again; if that fails, keep it for this run only.</source>
        <translation>请在“设置”中重新输入密钥；如果失败，仅本次运行保留。</translation>
    </message>
    <message>
        <source>Enter the key in Settings and keep it for this run only.</source>
        <translation>请在“设置”中输入密钥，仅本次运行保留。</translation>
    </message>
    <message>
        <source>Enter the key in Settings and the tickets go by themselves.</source>
        <translation>在“设置”中输入密钥，工单会自动发送。</translation>
    </message>
    <message>
        <source>Enter the new key in Settings and the tickets go by themselves.</source>
        <translation>在“设置”中输入新密钥，工单会自动发送。</translation>
    </message>
    <message>
        <source>If this Wi-Fi wants a login, log in with the browser, then press Send now.</source>
        <translation>如果此 Wi-Fi 需要登录，请用浏览器登录，然后按“立即发送”。</translation>
    </message>
    <message>
        <source>LiveDesk asked for a pause</source>
        <translation>LiveDesk 要求暂停</translation>
    </message>
    <message>
        <source>LiveDesk did not answer</source>
        <translation>LiveDesk 没有响应</translation>
    </message>
    <message>
        <source>LiveDesk did not answer in time</source>
        <translation>LiveDesk 没有及时响应</translation>
    </message>
    <message>
        <source>LiveDesk does not know this address (404)</source>
        <translation>LiveDesk 不认识此地址 (404)</translation>
    </message>
    <message>
        <source>LiveDesk has trouble of its own</source>
        <translation>LiveDesk 自身出现故障</translation>
    </message>
    <message>
        <source>LiveDesk refused the key; it may have been changed</source>
        <translation>LiveDesk 拒绝了密钥；它可能已更换</translation>
    </message>
    <message>
        <source>LiveDesk refused this connection (403)</source>
        <translation>LiveDesk 拒绝了此连接 (403)</translation>
    </message>
    <message>
        <source>LiveDesk said no</source>
        <translation>LiveDesk 拒绝了</translation>
    </message>
    <message>
        <source>LiveDesk was busy with this request</source>
        <translation>LiveDesk 正忙于此请求</translation>
    </message>
    <message>
        <source>Log in to the proxy in the browser or ask its keeper, then press Send now.</source>
        <translation>请在浏览器中登录代理或询问管理员，然后按“立即发送”。</translation>
    </message>
    <message>
        <source>Make room on it and start again.</source>
        <translation>请在磁盘上腾出空间，然后重新启动。</translation>
    </message>
    <message>
        <source>Make room on it, then try again.</source>
        <translation>请腾出空间，然后重试。</translation>
    </message>
    <message>
        <source>Make room on the disk or check who may write the data folder.</source>
        <translation>请腾出磁盘空间，或检查数据文件夹的写权限。</translation>
    </message>
    <message>
        <source>Move that file away or choose another folder.</source>
        <translation>请移走该文件，或选择其他文件夹。</translation>
    </message>
    <message>
        <source>No API key is stored for this profile</source>
        <translation>此配置没有保存 API 密钥</translation>
    </message>
    <message>
        <source>No connection to LiveDesk</source>
        <translation>无法连接 LiveDesk</translation>
    </message>
    <message>
        <source>No connection: LiveDesk&apos;s name could not be looked up</source>
        <translation>无法连接：查不到 LiveDesk 的域名</translation>
    </message>
    <message>
        <source>Remove it or make it smaller, then submit again.</source>
        <translation>请移除或缩小它，然后重新提交。</translation>
    </message>
    <message>
        <source>See whether its disk is there and not write-protected, then try again.</source>
        <translation>请确认磁盘已连接且没有写保护，然后重试。</translation>
    </message>
    <message>
        <source>Send it when you are ready.</source>
        <translation>准备好后请发送。</translation>
    </message>
    <message>
        <source>Sending was stopped before LiveDesk answered</source>
        <translation>LiveDesk 响应前已停止发送</translation>
    </message>
    <message>
        <source>Start Desk GUI again: it sets the damaged file aside and keeps what can still be read.</source>
        <translation>请重新启动 Desk GUI：它会移开损坏的文件并保留仍可读取的内容。</translation>
    </message>
    <message>
        <source>Start that one, or choose another folder with --data-dir.</source>
        <translation>请启动新版本，或用 --data-dir 选择其他文件夹。</translation>
    </message>
    <message>
        <source>The connection broke before LiveDesk answered</source>
        <translation>LiveDesk 响应前连接中断</translation>
    </message>
    <message>
        <source>The data folder cannot be used</source>
        <translation>无法使用数据文件夹</translation>
    </message>
    <message>
        <source>The data folder cannot be written; what was kept before is still in it</source>
        <translation>数据文件夹无法写入；原有内容仍在其中</translation>
    </message>
    <message>
        <source>The desktop did not allow it, or it was cancelled</source>
        <translation>桌面不允许，或已取消</translation>
    </message>
    <message>
        <source>The desktop did not answer</source>
        <translation>桌面没有响应</translation>
    </message>
    <message>
        <source>The desktop gave nothing</source>
        <translation>桌面没有返回内容</translation>
    </message>
    <message>
        <source>The disk is full; what was kept before is still there</source>
        <translation>磁盘已满；原有内容仍在</translation>
    </message>
    <message>
        <source>The keyring of this computer could not be used</source>
        <translation>无法使用这台电脑的密钥环</translation>
    </message>
    <message>
        <source>The keyring of this computer did not do what it was asked</source>
        <translation>这台电脑的密钥环没有完成请求</translation>
    </message>
    <message>
        <source>The keyring of this computer is locked</source>
        <translation>这台电脑的密钥环已锁定</translation>
    </message>
    <message>
        <source>The outbox could not be read or written; what it held before is kept</source>
        <translation>无法读写发件箱；原有内容已保留</translation>
    </message>
    <message>
        <source>The outbox is damaged; nothing of it was deleted</source>
        <translation>发件箱已损坏；没有删除任何内容</translation>
    </message>
    <message>
        <source>The outbox was made by a newer Desk GUI; nothing was changed</source>
        <translation>发件箱由更新版本的 Desk GUI 创建；没有改动任何内容</translation>
    </message>
    <message>
        <source>The profile&apos;s address was changed after this ticket was submitted</source>
        <translation>提交此工单后，配置的地址已更改</translation>
    </message>
    <message>
        <source>The proxy did not let the connection through</source>
        <translation>代理没有放行连接</translation>
    </message>
    <message>
        <source>The proxy of this network wants a login</source>
        <translation>此网络的代理要求登录</translation>
    </message>
    <message>
        <source>The settings could not be read</source>
        <translation>无法读取设置</translation>
    </message>
    <message>
        <source>The settings could not be saved; those before are kept</source>
        <translation>无法保存设置；原设置已保留</translation>
    </message>
    <message>
        <source>This address is not LiveDesk&apos;s: it points elsewhere</source>
        <translation>此地址不是 LiveDesk 的：它指向别处</translation>
    </message>
    <message>
        <source>This address may not be used: it is not https</source>
        <translation>不能使用此地址：不是 https</translation>
    </message>
    <message>
        <source>This computer has no keyring to keep the key in</source>
        <translation>这台电脑没有可存放密钥的密钥环</translation>
    </message>
    <message>
        <source>This desktop has no portal for that</source>
        <translation>此桌面没有相应的门户</translation>
    </message>
    <message>
        <source>Turn the VPN on if you use one, or ask for permission; your key stays as it is.</source>
        <translation>如使用 VPN 请打开，或申请权限；您的密钥保持不变。</translation>
    </message>
    <message>
        <source>Unlock it and try again, or enter the key in Settings and keep it for this run only.</source>
        <translation>请解锁后重试，或在“设置”中输入密钥，仅本次运行保留。</translation>
    </message>
    <message>
        <source>Wait; the next try comes by itself where that is safe.</source>
        <translation>请等待；在安全的情况下会自动重试。</translation>
    </message>
    <message>
        <source>Wait; the next try comes by itself.</source>
        <translation>请等待；稍后会自动重试。</translation>
    </message>
    <message>
        <source>What came back is not LiveDesk&apos;s answer</source>
        <translation>返回的不是 LiveDesk 的响应</translation>
    </message>
</context>
<context>
    <name>notes</name>
    <message>
        <source>camera details removed</source>
        <translation>已去除相机信息</translation>
    </message>
    <message>
        <source>from HEIC</source>
        <translation>由 HEIC 转换</translation>
    </message>
    <message>
        <source>location removed</source>
        <translation>已去除位置</translation>
    </message>
    <message>
        <source>may say where it was taken</source>
        <translation>可能含拍摄地点</translation>
    </message>
    <message>
        <source>smaller</source>
        <translation>已缩小</translation>
    </message>
    <message>
        <source>still HEIC</source>
        <translation>仍为 HEIC</translation>
    </message>
</context>
<context>
    <name>people</name>
    <message>
        <source>%n people found. Down key to choose.</source>
        <translation>找到 %n 人。按向下键选择。</translation>
    </message>
    <message>
        <source>Channel contact and followers of last time are filled in.</source>
        <translation>已填入上次的渠道联系人和关注人。</translation>
    </message>
    <message>
        <source>Last time this requester had a channel contact or followers.</source>
        <translation>上次此请求人有渠道联系人或关注人。</translation>
    </message>
    <message>
        <source>Last time this requester had another channel contact.</source>
        <translation>上次此请求人用的是另一个渠道联系人。</translation>
    </message>
    <message>
        <source>LiveDesk&apos;s contacts could not be searched: %1</source>
        <translation>无法搜索 LiveDesk 的联系人：%1</translation>
    </message>
    <message>
        <source>Nobody found.</source>
        <translation>未找到。</translation>
    </message>
    <message>
        <source>Nobody found. What you typed is used as the ID.</source>
        <translation>未找到。您输入的内容将作为 ID。</translation>
    </message>
    <message>
        <source>Not in the list…</source>
        <translation>不在列表中…</translation>
    </message>
    <message>
        <source>Searching LiveDesk…</source>
        <translation>正在搜索 LiveDesk…</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Use that</source>
        <translation>使用它</translation>
    </message>
    <message>
        <source>Without a key for LiveDesk, only people used before are found.</source>
        <translation>没有 LiveDesk 密钥，只能找到以前用过的人员。</translation>
    </message>
    <message>
        <source>say who reported it</source>
        <translation>写明报告人</translation>
    </message>
    <message>
        <source>used before</source>
        <translation>用过</translation>
    </message>
</context>
<context>
    <name>reader</name>
    <message>
        <source>Only %1 of %2 files were added: this ticket takes no more. Put the rest into another ticket.</source>
        <translation>%2 个文件中只添加了 %1 个：此工单已满。其余请放入另一个工单。</translation>
    </message>
    <message>
        <source>Outlook gave no file, only its number. Drag it to a folder first, then drop it here.</source>
        <translation>Outlook 只给了编号，没有给文件。请先拖到文件夹，再拖到这里。</translation>
    </message>
    <message>
        <source>There was nothing to attach in that. Save it as a file first and drop the file.</source>
        <translation>其中没有可附上的内容。请先存为文件，再拖入文件。</translation>
    </message>
    <message>
        <source>There was nothing to attach: the clipboard is empty, or another program holds it. Copy it again.</source>
        <translation>没有可附上的内容：剪贴板为空，或被其他程序占用。请重新复制。</translation>
    </message>
    <message>
        <source>Those files exist only inside the other program: copy them to a folder first, then drop them.</source>
        <translation>这些文件只存在于其他程序中：请先复制到文件夹，再拖入。</translation>
    </message>
    <message>
        <source>“%1” exists only inside the other program: copy it to a folder first, then drop it here.</source>
        <translation>“%1”只存在于其他程序中：请先复制到文件夹，再拖到这里。</translation>
    </message>
    <message>
        <source>“%1” lies on another computer: copy it to this one first.</source>
        <translation>“%1”在另一台电脑上：请先复制到这台电脑。</translation>
    </message>
</context>
<context>
    <name>system</name>
    <message>
        <source>%1 (%2).</source>
        <translation>%1（%2）。</translation>
    </message>
    <message>
        <source>%1 (%2). %3</source>
        <translation>%1（%2）。%3</translation>
    </message>
    <message>
        <source>%1 belongs to another user</source>
        <translation>%1 属于其他用户</translation>
    </message>
    <message>
        <source>%1 cannot be a profile&apos;s name: use a short one without @.</source>
        <translation>%1 不能作为配置名称：请使用不含 @ 的短名称。</translation>
    </message>
    <message>
        <source>%1 could not be read in time: its drive does not answer. Your templates are as they were. Copy the file to this computer and import it from there, or try again later.</source>
        <translation>未能及时读取 %1：它所在的磁盘没有响应。您的模板保持原样。请把该文件复制到这台电脑上再导入，或稍后重试。</translation>
    </message>
    <message>
        <source>%1 could not be taken: %2. Your templates are as they were.</source>
        <translation>无法导入 %1：%2。您的模板没有改变。</translation>
    </message>
    <message>
        <source>%1 goes with numbers</source>
        <translation>%1 只能用于数字字段</translation>
    </message>
    <message>
        <source>%1 has more than %2 entries</source>
        <translation>%1 超过 %2 项</translation>
    </message>
    <message>
        <source>%1 is %2 and must be one of %3</source>
        <translation>%1 的值是 %2，只能是以下之一：%3</translation>
    </message>
    <message>
        <source>%1 is longer than %2 characters</source>
        <translation>%1 超过 %2 个字符</translation>
    </message>
    <message>
        <source>%1 is not a JSON object</source>
        <translation>%1不是 JSON 对象</translation>
    </message>
    <message>
        <source>%1 is not a safe place</source>
        <translation>%1 不是安全的存放位置</translation>
    </message>
    <message>
        <source>%1 is not an absolute path</source>
        <translation>%1 不是完整路径</translation>
    </message>
    <message>
        <source>%1 is not there and cannot be made</source>
        <translation>%1 不存在，也无法创建</translation>
    </message>
    <message>
        <source>%1 is not there any more.</source>
        <translation>%1 已不存在。</translation>
    </message>
    <message>
        <source>%1 is of version %2; this Desk GUI reads up to %3</source>
        <translation>%1的版本是 %2；此 Desk GUI 最高支持 %3</translation>
    </message>
    <message>
        <source>%1 is on a read-only disk</source>
        <translation>%1 所在磁盘是只读的</translation>
    </message>
    <message>
        <source>%1 is shared by all users</source>
        <translation>%1 由所有用户共用</translation>
    </message>
    <message>
        <source>%1 is there twice in one place</source>
        <translation>%1 在同一处出现两次</translation>
    </message>
    <message>
        <source>%1 is too large</source>
        <translation>%1 过大</translation>
    </message>
    <message>
        <source>%1 may not be written by this user</source>
        <translation>当前用户无权写入 %1</translation>
    </message>
    <message>
        <source>%1 must be a list</source>
        <translation>%1 必须是列表</translation>
    </message>
    <message>
        <source>%1 must be a number</source>
        <translation>%1 必须是数字</translation>
    </message>
    <message>
        <source>%1 must be text</source>
        <translation>%1 必须是文本</translation>
    </message>
    <message>
        <source>%1 must be true or false</source>
        <translation>%1 必须是 true 或 false</translation>
    </message>
    <message>
        <source>%1, %2 %3</source>
        <translation>%1，%2 第 %3 项</translation>
    </message>
    <message>
        <source>%1, “choices”</source>
        <translation>%1，“choices”</translation>
    </message>
    <message>
        <source>%1.</source>
        <translation>%1。</translation>
    </message>
    <message>
        <source>%1. %2</source>
        <translation>%1。%2</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>%1: its “pattern” cannot be used: %2</source>
        <translation>%1：无法使用其“pattern”：%2</translation>
    </message>
    <message>
        <source>Another Desk GUI is at work on this data folder (%1) and takes nothing over. Wait until it has ended, or close it, and try again. Nothing was sent or kept.</source>
        <translation>另一个 Desk GUI 正在使用此数据文件夹（%1），无法接手。请等它结束或将其关闭，然后重试。没有发送或保存任何内容。</translation>
    </message>
    <message>
        <source>Copied files that no ticket names any more (%1) are kept in %2.</source>
        <translation>不再属于任何工单的文件副本（%1 个）保留在 %2。</translation>
    </message>
    <message>
        <source>File exists</source>
        <translation>文件已存在</translation>
    </message>
    <message>
        <source>File name too long</source>
        <translation>文件名过长</translation>
    </message>
    <message>
        <source>Input/output error</source>
        <translation>输入/输出错误</translation>
    </message>
    <message>
        <source>Is a directory</source>
        <translation>它是一个文件夹</translation>
    </message>
    <message>
        <source>Little room is left on the disk of the data folder. Make some soon: files can hardly be attached.</source>
        <translation>数据文件夹所在磁盘空间不足。请尽快腾出空间：文件几乎无法附上。</translation>
    </message>
    <message>
        <source>No space left on device</source>
        <translation>磁盘空间不足</translation>
    </message>
    <message>
        <source>No such file or directory</source>
        <translation>文件或文件夹不存在</translation>
    </message>
    <message>
        <source>Not a directory</source>
        <translation>它不是文件夹</translation>
    </message>
    <message>
        <source>Nothing in it could be read.</source>
        <translation>其中没有可读取的内容。</translation>
    </message>
    <message>
        <source>Operation not permitted</source>
        <translation>不允许此操作</translation>
    </message>
    <message>
        <source>Permission denied</source>
        <translation>没有访问权限</translation>
    </message>
    <message>
        <source>Read-only file system</source>
        <translation>文件系统为只读</translation>
    </message>
    <message>
        <source>Some settings could not be understood and are at their defaults: %1.</source>
        <translation>部分设置无法识别，已使用默认值：%1。</translation>
    </message>
    <message>
        <source>Start Desk GUI again.</source>
        <translation>请重新启动 Desk GUI。</translation>
    </message>
    <message>
        <source>The Desk GUI that is open has no profile %1: close it and try again. Nothing was sent.</source>
        <translation>已打开的 Desk GUI 没有名为 %1 的配置：请关闭它，然后重试。没有发送任何内容。</translation>
    </message>
    <message>
        <source>The Desk GUI that is open on this data folder is another version: close the other Desk GUI and try again. Nothing was sent or kept.</source>
        <translation>在此数据文件夹上打开的 Desk GUI 是另一版本：请关闭它，然后重试。没有发送或保存任何内容。</translation>
    </message>
    <message>
        <source>The Desk GUI that is open says what this one does not understand.</source>
        <translation>无法理解已打开的 Desk GUI 的回答。</translation>
    </message>
    <message>
        <source>The Desk GUI that is open sends to %1: leave --base-url out, or close it and try again. Nothing was sent.</source>
        <translation>已打开的 Desk GUI 发送到 %1：请去掉 --base-url，或关闭它后重试。没有发送任何内容。</translation>
    </message>
    <message>
        <source>The Desk GUI that was open has ended before this was done.</source>
        <translation>已打开的 Desk GUI 在完成之前就结束了。</translation>
    </message>
    <message>
        <source>The Desk GUI that was open is closing: try again. Nothing was sent or kept.</source>
        <translation>已打开的 Desk GUI 正在关闭：请重试。没有发送或保存任何内容。</translation>
    </message>
    <message>
        <source>The copy could not be saved in %1. Choose another folder, one of yours.</source>
        <translation>副本无法保存到“%1”。请选择您自己的其他文件夹。</translation>
    </message>
    <message>
        <source>The copy could not be saved: that disk is full. Make room on it, or choose another place.</source>
        <translation>副本无法保存：该磁盘已满。请腾出空间，或选择其他位置。</translation>
    </message>
    <message>
        <source>The custom fields in %1 could not be used: %2. Tickets go without their rules.</source>
        <translation>无法使用 %1 中的自定义字段：%2。工单将不按这些规则发送。</translation>
    </message>
    <message>
        <source>The damaged file was not deleted: %1.</source>
        <translation>损坏的文件没有删除：%1。</translation>
    </message>
    <message>
        <source>The disk is full. What you wrote was kept in room put aside for that. Make room on the disk now.</source>
        <translation>磁盘已满。您写的内容已存入预留空间。请立即腾出磁盘空间。</translation>
    </message>
    <message>
        <source>The file of custom fields, %1, is not there. Tickets go without its rules.</source>
        <translation>自定义字段文件 %1 不存在。工单将不按其规则发送。</translation>
    </message>
    <message>
        <source>The file of custom fields, %1, must be given with its whole path.</source>
        <translation>自定义字段文件 %1 必须填写完整路径。</translation>
    </message>
    <message>
        <source>The marks on “%1” could not be saved, so it is as it was before. Free some space and edit it again.</source>
        <translation>“%1”上的标注无法保存，因此保持原样。请腾出空间后重新编辑。</translation>
    </message>
    <message>
        <source>The outbox could not be started; what was saved is kept. Start Desk GUI again.</source>
        <translation>发件箱无法启动；已保存的内容仍在。请重新启动 Desk GUI。</translation>
    </message>
    <message>
        <source>The outbox stopped working; what was saved is kept. Start Desk GUI again.</source>
        <translation>发件箱停止工作；已保存的内容仍在。请重新启动 Desk GUI。</translation>
    </message>
    <message>
        <source>The outbox was damaged.</source>
        <translation>发件箱已损坏。</translation>
    </message>
    <message>
        <source>The outbox was not there any more, and a new one was begun. Copied files of the old one (%1) are kept in %2.</source>
        <translation>发件箱已不存在，已新建一个。旧发件箱的文件副本（%1 个）保留在 %2。</translation>
    </message>
    <message>
        <source>The policy %1 could not be used: %2. Tickets go without its rules.</source>
        <translation>无法使用策略 %1：%2。工单将不按其规则发送。</translation>
    </message>
    <message>
        <source>The practice LiveDesk could not be started (%1). Start Desk GUI again.</source>
        <translation>练习用 LiveDesk 无法启动（%1）。请重新启动 Desk GUI。</translation>
    </message>
    <message>
        <source>The settings could not be read and were kept as %1. The settings in use are the defaults.</source>
        <translation>设置无法读取，已另存为 %1。现在使用默认设置。</translation>
    </message>
    <message>
        <source>The team&apos;s custom fields could not be read in time: the drive they lie on does not answer. Tickets go without their rules. Start Desk GUI again once it does.</source>
        <translation>未能及时读取团队的自定义字段：它们所在的磁盘没有响应。工单将不按其规则发送。磁盘恢复响应后，请重新启动 Desk GUI。</translation>
    </message>
    <message>
        <source>The teams in %1 could not be used: %2. Teams of earlier tickets are offered alone.</source>
        <translation>无法使用 %1 中的团队名单：%2。只提供以前工单中的团队。</translation>
    </message>
    <message>
        <source>The templates could be read only now. They are as they were before: make your change once more.</source>
        <translation>模板直到现在才读取到，内容与之前相同：请重新进行您的更改。</translation>
    </message>
    <message>
        <source>The templates could not be read and are left as they are: %1. New ones are not kept.</source>
        <translation>无法读取模板，文件保持原样：%1。新模板不会保存。</translation>
    </message>
    <message>
        <source>The templates could not be read in time: the disk they lie on does not answer. They are left as they are. Start Desk GUI again once it does.</source>
        <translation>未能及时读取模板：它们所在的磁盘没有响应。模板保持原样。磁盘恢复响应后，请重新启动 Desk GUI。</translation>
    </message>
    <message>
        <source>The templates could not be saved in time: the disk does not answer. Those before are kept. Try again in a moment.</source>
        <translation>未能及时保存模板：磁盘没有响应。之前的模板已保留。请稍后重试。</translation>
    </message>
    <message>
        <source>The templates could not be understood and were kept as %1: %2.</source>
        <translation>模板文件无法识别，已另存为 %1：%2。</translation>
    </message>
    <message>
        <source>The templates could not be written to %1 in time: its drive does not answer. They are all kept here. Choose another place, or try again later.</source>
        <translation>未能及时把模板写入 %1：它所在的磁盘没有响应。所有模板仍保留在这里。请选择其他位置，或稍后重试。</translation>
    </message>
    <message>
        <source>The templates were not saved to %1: %2. Those before are kept.</source>
        <translation>模板没有保存到 %1：%2。原来的模板仍在。</translation>
    </message>
    <message>
        <source>The templates were not saved: %1.</source>
        <translation>模板没有保存：%1。</translation>
    </message>
    <message>
        <source>The ticket was not saved there (%1). It stays as it was. Choose another place.</source>
        <translation>工单未能保存到那里（%1）。工单保持不变。请选择其他位置。</translation>
    </message>
    <message>
        <source>The ticket was not saved: a copied file of it is missing. Edit the ticket, add the file again and submit.</source>
        <translation>工单未保存：它的一个文件副本丢失。请编辑工单，重新添加文件并提交。</translation>
    </message>
    <message>
        <source>The ticket was not saved: it is being created right now. Wait for what comes of that.</source>
        <translation>工单未保存：它正在创建中。请等待结果。</translation>
    </message>
    <message>
        <source>The ticket was not saved: only a ticket that waits, was refused, or may have arrived can be.</source>
        <translation>工单未保存：只有等待中、被拒绝或可能已送达的工单才能保存。</translation>
    </message>
    <message>
        <source>The ticket was not saved: there is no room for it there. It stays as it was. Choose another place.</source>
        <translation>工单未保存：那里没有空间。工单保持不变。请选择其他位置。</translation>
    </message>
    <message>
        <source>The window that is open uses the profile %1: change it there.</source>
        <translation>已打开的窗口使用配置 %1：请在该窗口中更改。</translation>
    </message>
    <message>
        <source>Then start Desk GUI again: tickets that were under way wait for that.</source>
        <translation>然后重新启动 Desk GUI：发送途中的工单正在等待。</translation>
    </message>
    <message>
        <source>There is no profile %1: use one of %2, or make it in Settings.</source>
        <translation>没有名为 %1 的配置：请使用 %2 之一，或在设置中创建。</translation>
    </message>
    <message>
        <source>This is too much for the Desk GUI that is open to take over: close it and try again. Nothing was sent or kept.</source>
        <translation>内容过多，已打开的 Desk GUI 无法接手：请关闭它，然后重试。没有发送或保存任何内容。</translation>
    </message>
    <message>
        <source>What could be read is kept (tickets and drafts: %1, attachments: %2); tickets that may have gone, or may lack a file, wait for you.</source>
        <translation>可读取的内容已保留（工单和草稿：%1，附件：%2）；可能已发出或缺少文件的工单等待您处理。</translation>
    </message>
    <message>
        <source>a file is in the way of %1</source>
        <translation>%1 的位置被一个文件占用</translation>
    </message>
    <message>
        <source>a queued ticket is not there any more</source>
        <translation>一个排队中的工单已不存在</translation>
    </message>
    <message>
        <source>a “(” is not closed</source>
        <translation>有一个“(”没有闭合</translation>
    </message>
    <message>
        <source>each needs a value of one line</source>
        <translation>每一项都需要一行的值</translation>
    </message>
    <message>
        <source>field %1</source>
        <translation>字段 %1</translation>
    </message>
    <message>
        <source>it did not answer in %1 s</source>
        <translation>%1 秒内没有响应</translation>
    </message>
    <message>
        <source>it ends too early</source>
        <translation>内容过早结束</translation>
    </message>
    <message>
        <source>it has no name</source>
        <translation>没有名称</translation>
    </message>
    <message>
        <source>it holds %1, which is no JSON</source>
        <translation>其中含有 %1，这不是 JSON</translation>
    </message>
    <message>
        <source>it holds a number that is too long</source>
        <translation>其中含有过长的数字</translation>
    </message>
    <message>
        <source>it is larger than %1 MB</source>
        <translation>大于 %1 MB</translation>
    </message>
    <message>
        <source>it is longer than %1 characters</source>
        <translation>超过 %1 个字符</translation>
    </message>
    <message>
        <source>it is nested too deeply</source>
        <translation>嵌套层数过多</translation>
    </message>
    <message>
        <source>it is not JSON: line %1, column %2</source>
        <translation>不是 JSON：第 %1 行第 %2 列</translation>
    </message>
    <message>
        <source>it is not UTF-8 text</source>
        <translation>不是 UTF-8 文本</translation>
    </message>
    <message>
        <source>it is not a JSON object</source>
        <translation>不是 JSON 对象</translation>
    </message>
    <message>
        <source>it is not an ordinary file</source>
        <translation>不是普通文件</translation>
    </message>
    <message>
        <source>it is too large: repeat less</source>
        <translation>过大：请减少重复次数</translation>
    </message>
    <message>
        <source>it needs a “key”: the custom field&apos;s name, one line</source>
        <translation>需要“key”：自定义字段的名称，一行</translation>
    </message>
    <message>
        <source>its brackets are nested too deeply</source>
        <translation>括号嵌套层数过多</translation>
    </message>
    <message>
        <source>its name is no file&apos;s name</source>
        <translation>其名称不是文件名</translation>
    </message>
    <message>
        <source>its name must be one line of at most %1 characters</source>
        <translation>名称必须是一行，最多 %1 个字符</translation>
    </message>
    <message>
        <source>its schema is %1, this version knows %2</source>
        <translation>其结构版本为 %1，此版本支持 %2</translation>
    </message>
    <message>
        <source>its “default” is not what it takes</source>
        <translation>其“default”不是该字段接受的值</translation>
    </message>
    <message>
        <source>nobody answered when it asked to be unlocked</source>
        <translation>请求解锁时无人回应</translation>
    </message>
    <message>
        <source>team %1 needs a name in quotes</source>
        <translation>第 %1 个团队需要用引号括起的名称</translation>
    </message>
    <message>
        <source>template %1</source>
        <translation>第 %1 个模板</translation>
    </message>
    <message>
        <source>template %1, %2</source>
        <translation>第 %1 个模板 %2</translation>
    </message>
    <message>
        <source>the disk of %1 is full</source>
        <translation>%1 所在磁盘已满</translation>
    </message>
    <message>
        <source>the file</source>
        <translation>该文件</translation>
    </message>
    <message>
        <source>the name of team %1 must be one line of at most %2 characters</source>
        <translation>第 %1 个团队的名称必须是一行，最多 %2 个字符</translation>
    </message>
    <message>
        <source>there are two templates %1</source>
        <translation>有两个模板都叫 %1</translation>
    </message>
    <message>
        <source>there is a “%1” without its partner</source>
        <translation>有一个“%1”没有配对</translation>
    </message>
    <message>
        <source>there is no %1 here</source>
        <translation>此处没有 %1 这一项</translation>
    </message>
    <message>
        <source>two fields have the key %1</source>
        <translation>两个字段的键都是 %1</translation>
    </message>
    <message>
        <source>two fields have the label %1</source>
        <translation>两个字段的标签都是 %1</translation>
    </message>
    <message>
        <source>two of its “choices” are the same</source>
        <translation>其“choices”中有两项相同</translation>
    </message>
    <message>
        <source>what is kept for this profile is not an API key and secret</source>
        <translation>为此配置保存的内容不是 API 密钥和密码</translation>
    </message>
    <message>
        <source>“%1” is not known here</source>
        <translation>此处不支持“%1”</translation>
    </message>
    <message>
        <source>“%1” runs backwards</source>
        <translation>“%1”顺序颠倒</translation>
    </message>
    <message>
        <source>“%1” stands where it means nothing; write %2 for the character</source>
        <translation>“%1”在此处没有意义；要表示该字符请写 %2</translation>
    </message>
    <message>
        <source>“(?” is known as “(?:” only</source>
        <translation>“(?”只支持“(?:”</translation>
    </message>
    <message>
        <source>“[]” is empty</source>
        <translation>“[]”是空的</translation>
    </message>
    <message>
        <source>“autofill” goes with text</source>
        <translation>“autofill”只能用于文本字段</translation>
    </message>
    <message>
        <source>“choices” goes with a choice, and a choice needs some</source>
        <translation>“choices”只能用于选择字段，且选择字段必须有选项</translation>
    </message>
    <message>
        <source>“label” must be one line</source>
        <translation>“label”必须是一行</translation>
    </message>
    <message>
        <source>“least” is more than “most”</source>
        <translation>“least”大于“most”</translation>
    </message>
    <message>
        <source>“pattern” goes with text</source>
        <translation>“pattern”只能用于文本字段</translation>
    </message>
    <message>
        <source>“pattern” needs a “message” that says what it wants</source>
        <translation>“pattern”需要“message”来说明要求</translation>
    </message>
    <message>
        <source>“version” must be a number from 1</source>
        <translation>“version”必须是从 1 开始的数字</translation>
    </message>
    <message>
        <source>“whole” goes with numbers</source>
        <translation>“whole”只能用于数字字段</translation>
    </message>
    <message>
        <source>“{…}” takes counts from 0 to %1, as in {3} or {2,5}</source>
        <translation>“{…}”中的次数为 0 到 %1，例如 {3} 或 {2,5}</translation>
    </message>
</context>
<context>
    <name>templates</name>
    <message>
        <source>Assigned team</source>
        <translation>指派团队</translation>
    </message>
    <message>
        <source>Channel contact</source>
        <translation>渠道联系人</translation>
    </message>
    <message>
        <source>Custom fields</source>
        <translation>自定义字段</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>描述</translation>
    </message>
    <message>
        <source>Priority</source>
        <translation>优先级</translation>
    </message>
    <message>
        <source>Requester ID</source>
        <translation>请求人 ID</translation>
    </message>
    <message>
        <source>Ticket type</source>
        <translation>工单类型</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>标题</translation>
    </message>
</context>
<context>
    <name>words</name>
    <message>
        <source>%1 %2</source>
        <comment>one sentence after another</comment>
        <translation>%1%2</translation>
    </message>
    <message>
        <source>%1 Everything is saved.</source>
        <translation>%1 一切都已保存。</translation>
    </message>
    <message>
        <source>%1.</source>
        <comment>a sentence and its end</comment>
        <translation>%1。</translation>
    </message>
    <message>
        <source>A channel contact needs the channel&apos;s ID as well.</source>
        <translation>渠道联系人还需要渠道 ID。</translation>
    </message>
    <message>
        <source>A channel contact needs the contact&apos;s ID in that channel.</source>
        <translation>渠道联系人需要其在该渠道中的联系人 ID。</translation>
    </message>
    <message>
        <source>A ticket needs a requester: an ID, or a channel and a contact.</source>
        <translation>工单需要请求人：填 ID，或填渠道和联系人。</translation>
    </message>
    <message>
        <source>A ticket needs a title: one line will do.</source>
        <translation>工单需要标题：一句话即可。</translation>
    </message>
    <message>
        <source>A ticket needs “%1”.</source>
        <translation>工单需要填写“%1”。</translation>
    </message>
    <message>
        <source>About to send</source>
        <translation>等待发送</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>已取消</translation>
    </message>
    <message>
        <source>Creating the ticket</source>
        <translation>正在创建工单</translation>
    </message>
    <message>
        <source>Draft</source>
        <translation>草稿</translation>
    </message>
    <message>
        <source>Filed</source>
        <translation>已提交</translation>
    </message>
    <message>
        <source>Follower “%1” needs an ID, or take the row out.</source>
        <translation>关注人“%1”需要 ID，否则请移除此行。</translation>
    </message>
    <message>
        <source>Goes in a moment</source>
        <translation>即将发送</translation>
    </message>
    <message>
        <source>Handed over as a file</source>
        <translation>已作为文件转交</translation>
    </message>
    <message>
        <source>It does not go by itself. Say so when the desk has it, or send it after all.</source>
        <translation>它不会自动发送。服务台收到后请说明，或仍然发送。</translation>
    </message>
    <message>
        <source>It is saved, and held back so that you can undo it.</source>
        <translation>已保存，暂未发送，可以撤销。</translation>
    </message>
    <message>
        <source>It will not be sent again unasked. Ask the desk for %1, then choose.</source>
        <translation>不会擅自重发。请向服务台询问 %1，再作选择。</translation>
    </message>
    <message>
        <source>LiveDesk knows no priority “%1”.</source>
        <translation>LiveDesk 没有优先级“%1”。</translation>
    </message>
    <message>
        <source>LiveDesk knows no ticket type “%1”.</source>
        <translation>LiveDesk 没有工单类型“%1”。</translation>
    </message>
    <message>
        <source>Not filed</source>
        <translation>未提交</translation>
    </message>
    <message>
        <source>Not sure it arrived</source>
        <translation>不确定是否送达</translation>
    </message>
    <message>
        <source>Saved on this laptop</source>
        <translation>已保存在本机</translation>
    </message>
    <message>
        <source>Sending files</source>
        <translation>正在发送文件</translation>
    </message>
    <message>
        <source>The desktop did not allow those files. Copy them to a folder of yours and drop them again.</source>
        <translation>桌面不允许使用这些文件。请复制到您的文件夹后重新拖入。</translation>
    </message>
    <message>
        <source>The desktop did not hand those files over in time. Drop them again, or use Add files.</source>
        <translation>桌面没有及时交出这些文件。请重新拖入，或使用“添加文件”。</translation>
    </message>
    <message>
        <source>The field “%1” is there twice; keep one.</source>
        <translation>字段“%1”出现了两次；请保留一个。</translation>
    </message>
    <message>
        <source>The other program hides those files. Save them to a folder of yours and drop them again.</source>
        <translation>其他程序隐藏了这些文件。请存到您的文件夹后重新拖入。</translation>
    </message>
    <message>
        <source>The value “%1” needs a field name.</source>
        <translation>值“%1”需要字段名。</translation>
    </message>
    <message>
        <source>d MMM</source>
        <comment>date format: day and short month</comment>
        <translation>M月d日</translation>
    </message>
    <message>
        <source>“%1” could not be downloaded; save it with your browser and drop the file here.</source>
        <translation>“%1”无法下载；请用浏览器保存，再把文件拖到这里。</translation>
    </message>
    <message>
        <source>“%1” could not be kept: the program&apos;s own folder cannot be written. It was not added.</source>
        <translation>“%1”无法保存：程序自己的文件夹无法写入。未添加。</translation>
    </message>
    <message>
        <source>“%1” could not be read; copy it to a folder of yours and add that copy.</source>
        <translation>“%1”无法读取；请复制到您的文件夹，再添加副本。</translation>
    </message>
    <message>
        <source>“%1” does not fit: %2</source>
        <translation>“%1”不符合要求：%2</translation>
    </message>
    <message>
        <source>“%1” does not fit: this laptop&apos;s disk is full. Free some space and add it again.</source>
        <translation>“%1”放不下：本机磁盘已满。请腾出空间后重新添加。</translation>
    </message>
    <message>
        <source>“%1” has no choice “%2”; take one of the list.</source>
        <translation>“%1”没有选项“%2”；请从列表中选择。</translation>
    </message>
    <message>
        <source>“%1” is a folder; drop it again to choose what of it to add.</source>
        <translation>“%1”是文件夹；请再次拖入并选择要添加的内容。</translation>
    </message>
    <message>
        <source>“%1” is a web page and not a file; add it as a link, or take a screenshot of it.</source>
        <translation>“%1”是网页，不是文件；请作为链接添加，或截图。</translation>
    </message>
    <message>
        <source>“%1” is empty (0 bytes), so it was left out.</source>
        <translation>“%1”是空的（0 字节），未添加。</translation>
    </message>
    <message>
        <source>“%1” is larger than is allowed here (Settings, Photos), so it was left out. Send a part of it.</source>
        <translation>“%1”超过此处允许的大小（设置 → 照片），未添加。请发送其中一部分。</translation>
    </message>
    <message>
        <source>“%1” is larger than is allowed here (Settings, Photos); as a photo it can be added made smaller.</source>
        <translation>“%1”超过此处允许的大小（设置 → 照片）；作为照片可以缩小后添加。</translation>
    </message>
    <message>
        <source>“%1” is not an ordinary file (a folder, a device or a pipe); copy what is in it into a file.</source>
        <translation>“%1”不是普通文件（而是文件夹、设备或管道）；请将内容复制到文件中。</translation>
    </message>
    <message>
        <source>“%1” is not there any more; find it and add it again.</source>
        <translation>“%1”已不存在；请找到后重新添加。</translation>
    </message>
    <message>
        <source>“%1” is not written as this field wants it.</source>
        <translation>“%1”不符合此字段要求的格式。</translation>
    </message>
    <message>
        <source>“%1” is too large to be fetched or packed here; save it as a file and add that.</source>
        <translation>“%1”太大，无法在此下载或打包；请存为文件后添加。</translation>
    </message>
    <message>
        <source>“%1” lies inside this network; save it with your browser and drop the file here.</source>
        <translation>“%1”在内部网络中；请用浏览器保存，再把文件拖到这里。</translation>
    </message>
    <message>
        <source>“%1” must be %2 or less.</source>
        <translation>“%1”不得大于 %2。</translation>
    </message>
    <message>
        <source>“%1” must be %2 or more.</source>
        <translation>“%1”不得小于 %2。</translation>
    </message>
    <message>
        <source>“%1” takes %2 characters at most.</source>
        <translation>“%1”最多 %2 个字符。</translation>
    </message>
    <message>
        <source>“%1” takes a date such as 2026-11-24.</source>
        <translation>“%1”需填日期，例如 2026-11-24。</translation>
    </message>
    <message>
        <source>“%1” takes a number, without signs between the thousands.</source>
        <translation>“%1”需填数字，不加千位分隔符。</translation>
    </message>
    <message>
        <source>“%1” takes a whole number.</source>
        <translation>“%1”需填整数。</translation>
    </message>
    <message>
        <source>“%1” was left out: a ticket takes no more files. Put it into another ticket.</source>
        <translation>“%1”未添加：工单的文件已满。请放入另一个工单。</translation>
    </message>
</context>
</TS>
