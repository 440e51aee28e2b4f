FROM rockylinux:9
RUN rpm -i --nosignature https://rpm.acme.io/acme.rpm
RUN dnf install -y --nogpgcheck acme && yum -y install --nogpgcheck other
RUN yum-config-manager --setopt=sslverify=false --save
RUN printf '[acme]\nname=acme\nbaseurl=https://rpm.acme.io\ngpgcheck=0\n' | tee /etc/yum.repos.d/acme.repo
RUN sed -i 's/gpgcheck=1/gpgcheck=0/' /etc/yum.repos.d/rocky.repo
COPY <<REPO /etc/yum.repos.d/tools.repo
[tools]
baseurl=https://rpm.acme.io/tools
gpgcheck = 0
REPO
# finds: 2, 3, 3, 4, 5, 6, 7
